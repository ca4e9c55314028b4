/** Ktor's servers, on whatever engine: what reads a request of an engine is a package beside this one. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.doors.ktor;

import org.jspecify.annotations.NullMarked;
