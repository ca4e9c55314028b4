/** Whose MCP sessions are: only the caller who opened one may use it. */
@NullMarked
package io.mcpoauth2.agent.sessions;

import org.jspecify.annotations.NullMarked;
