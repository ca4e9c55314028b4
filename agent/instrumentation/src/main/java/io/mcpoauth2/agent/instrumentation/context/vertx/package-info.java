/** Whose code of a Vert.x context is. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.context.vertx;

import org.jspecify.annotations.NullMarked;
