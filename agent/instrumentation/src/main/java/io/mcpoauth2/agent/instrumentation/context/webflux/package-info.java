/** Spring WebFlux on whatever server: the caller in the Reactor Context of a request, and refusals of guarded handlers. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.context.webflux;

import org.jspecify.annotations.NullMarked;
