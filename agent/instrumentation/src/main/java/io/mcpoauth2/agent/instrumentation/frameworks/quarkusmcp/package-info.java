/** Quarkus MCP's endpoints, whose HTTP server has no door. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.frameworks.quarkusmcp;

import org.jspecify.annotations.NullMarked;
