/** Helidon MCP's routes, whose HTTP server has no door. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.frameworks.helidonmcp;

import org.jspecify.annotations.NullMarked;
