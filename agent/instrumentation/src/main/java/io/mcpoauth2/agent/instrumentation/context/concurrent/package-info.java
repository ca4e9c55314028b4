/** Identity over the JDK's own futures, executors, timers and scopes. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.context.concurrent;

import org.jspecify.annotations.NullMarked;
