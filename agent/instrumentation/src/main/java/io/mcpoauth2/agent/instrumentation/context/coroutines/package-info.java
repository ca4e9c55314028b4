/** Kotlin's coroutines: each runs as the request that has launched it, whatever thread it is resumed on. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.context.coroutines;

import org.jspecify.annotations.NullMarked;
