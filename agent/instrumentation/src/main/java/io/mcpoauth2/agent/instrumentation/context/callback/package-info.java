/** Callbacks that run as the request that has registered them. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.context.callback;

import org.jspecify.annotations.NullMarked;
