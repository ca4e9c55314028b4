/** Threads of the agent's own, which inherit nothing from the application. */
@NullMarked
package io.mcpoauth2.agent.threads;

import org.jspecify.annotations.NullMarked;
