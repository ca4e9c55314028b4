/** The door of the JDK's own HTTP server. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.doors.jdkhttp;

import org.jspecify.annotations.NullMarked;
