/**
 * The few classes that woven code calls, defined by the bootstrap loader so that every class loader sees the same ones.
 *
 * <p>They know neither OAuth nor a framework nor bytecode, and use java.base only. What they need decided they ask of the
 * {@link io.mcpoauth2.bridge.AgentRuntime} the agent installed.
 */
@NullMarked
package io.mcpoauth2.bridge;

import org.jspecify.annotations.NullMarked;
