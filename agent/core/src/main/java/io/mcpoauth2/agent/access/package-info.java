/** What an authenticated caller may do: scopes, roles, and rules over the operations of MCP. */
@NullMarked
package io.mcpoauth2.agent.access;

import org.jspecify.annotations.NullMarked;
