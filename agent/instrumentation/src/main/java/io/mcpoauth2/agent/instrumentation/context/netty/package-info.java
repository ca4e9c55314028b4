/** Netty's connections, as the doors of the servers on it see them. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.context.netty;

import org.jspecify.annotations.NullMarked;
