/** The entry of the jar: starts the agent out of reach of the application. Uses java.base and java.instrument only. */
@NullMarked
package io.mcpoauth2.agent.launch;

import org.jspecify.annotations.NullMarked;
