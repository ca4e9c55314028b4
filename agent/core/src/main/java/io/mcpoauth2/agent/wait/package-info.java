/** The time that requests spend waiting: nothing else in the core waits, and nothing waits without a bound. */
@NullMarked
package io.mcpoauth2.agent.wait;

import org.jspecify.annotations.NullMarked;
