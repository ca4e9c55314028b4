/** What the agent says: lines on stderr, by level. */
@NullMarked
package io.mcpoauth2.agent.telemetry;

import org.jspecify.annotations.NullMarked;
