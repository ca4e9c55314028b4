/** Reactor Netty's HTTP server, and so Spring WebFlux on it. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import org.jspecify.annotations.NullMarked;
