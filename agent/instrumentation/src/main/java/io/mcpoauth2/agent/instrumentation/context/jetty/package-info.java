/** The caller of a request on Jetty's own threads. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.context.jetty;

import org.jspecify.annotations.NullMarked;
