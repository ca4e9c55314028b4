/** The door of Tomcat 10.1 and 11. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import org.jspecify.annotations.NullMarked;
