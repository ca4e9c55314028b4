/** Identity over the stages of {@link java.util.concurrent.CompletableFuture}. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.context.future;

import org.jspecify.annotations.NullMarked;
