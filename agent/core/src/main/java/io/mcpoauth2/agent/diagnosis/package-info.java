/** What an operator asks the agent's jar on a command line: what it makes of a token, and whether a configuration works. */
@NullMarked
package io.mcpoauth2.agent.diagnosis;

import org.jspecify.annotations.NullMarked;
