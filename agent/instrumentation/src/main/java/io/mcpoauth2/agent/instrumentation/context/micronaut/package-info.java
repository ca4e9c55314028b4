/** Micronaut's handling of a request, on whatever server. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.context.micronaut;

import org.jspecify.annotations.NullMarked;
