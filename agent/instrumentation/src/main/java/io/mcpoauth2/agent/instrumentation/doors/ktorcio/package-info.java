/** Ktor's engine of its own, CIO. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.doors.ktorcio;

import org.jspecify.annotations.NullMarked;
