/** The door of Micronaut's HTTP server on Netty. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.doors.micronaut;

import org.jspecify.annotations.NullMarked;
