/** Quarkus MCP's endpoints, behind the door of Vert.x. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.frameworks.quarkusmcp;

import org.jspecify.annotations.NullMarked;
