/** What a door and the core give each other: a request as the gate sees it, and an answer of the agent's own. */
@NullMarked
package io.mcpoauth2.agent.exchange;

import org.jspecify.annotations.NullMarked;
