/** Undertow, with servlets or without, embedded or in WildFly. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.doors.undertow;

import org.jspecify.annotations.NullMarked;
