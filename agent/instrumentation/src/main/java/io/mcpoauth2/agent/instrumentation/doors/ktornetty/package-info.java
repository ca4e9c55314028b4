/** Ktor's engine on Netty. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.doors.ktornetty;

import org.jspecify.annotations.NullMarked;
