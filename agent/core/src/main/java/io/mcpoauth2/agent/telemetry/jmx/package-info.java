/** Counters as an MBean; loaded only where the JDK has JMX, and after the first request. */
@NullMarked
package io.mcpoauth2.agent.telemetry.jmx;

import org.jspecify.annotations.NullMarked;
