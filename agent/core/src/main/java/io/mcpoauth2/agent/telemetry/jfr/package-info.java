/** Measurements as events of Flight Recorder; loaded only where the JDK has it. */
@NullMarked
package io.mcpoauth2.agent.telemetry.jfr;

import org.jspecify.annotations.NullMarked;
