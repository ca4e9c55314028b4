/** The MCP Java SDK's transports on Spring WebFlux, whose HTTP servers have no door. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.frameworks.webflux;

import org.jspecify.annotations.NullMarked;
