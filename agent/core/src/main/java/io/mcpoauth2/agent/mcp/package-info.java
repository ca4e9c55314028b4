/** What MCP asks of a resource server beyond OAuth: the protected resource metadata document. */
@NullMarked
package io.mcpoauth2.agent.mcp;

import org.jspecify.annotations.NullMarked;
