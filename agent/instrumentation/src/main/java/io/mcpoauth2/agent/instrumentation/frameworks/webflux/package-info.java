/** The MCP Java SDK's transports on Spring WebFlux, refused where no door has brought the request. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.frameworks.webflux;

import org.jspecify.annotations.NullMarked;
