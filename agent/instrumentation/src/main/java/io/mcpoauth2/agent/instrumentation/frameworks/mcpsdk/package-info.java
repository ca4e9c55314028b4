/** The MCP Java SDK's transports and sessions, which refuse a call that has no identity whatever path led there. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.frameworks.mcpsdk;

import org.jspecify.annotations.NullMarked;
