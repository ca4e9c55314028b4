/** The door of Helidon's WebServer. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.doors.helidon;

import org.jspecify.annotations.NullMarked;
