/** The door of Jetty 12. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.doors.jetty;

import org.jspecify.annotations.NullMarked;
