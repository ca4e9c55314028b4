/** Micronaut MCP's controller, whose HTTP server may have no door. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.frameworks.micronautmcp;

import org.jspecify.annotations.NullMarked;
