/** Solon AI's MCP transports, whose HTTP server may have no door. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.frameworks.solonmcp;

import org.jspecify.annotations.NullMarked;
