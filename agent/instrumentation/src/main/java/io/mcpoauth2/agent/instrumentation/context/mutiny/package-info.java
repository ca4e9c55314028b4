/** Whose the callbacks of Mutiny are. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.context.mutiny;

import org.jspecify.annotations.NullMarked;
