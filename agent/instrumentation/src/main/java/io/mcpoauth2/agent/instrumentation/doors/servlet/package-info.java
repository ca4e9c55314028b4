/** The second layer behind the servlet doors, and the door itself in any other servlet container. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.doors.servlet;

import org.jspecify.annotations.NullMarked;
