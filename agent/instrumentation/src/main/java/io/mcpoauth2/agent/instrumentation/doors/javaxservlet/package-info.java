/** The servlet layer for {@code javax.servlet}, which the build makes from the one for {@code jakarta.servlet}. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.doors.javaxservlet;

import org.jspecify.annotations.NullMarked;
