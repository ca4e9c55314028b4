/** Helidon MCP's routes, behind the door of Helidon's WebServer. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.frameworks.helidonmcp;

import org.jspecify.annotations.NullMarked;
