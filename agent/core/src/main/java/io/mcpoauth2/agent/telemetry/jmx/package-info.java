/** Counters as an MBean; loaded only where the JDK has JMX, and once the application listens. */
@NullMarked
package io.mcpoauth2.agent.telemetry.jmx;

import org.jspecify.annotations.NullMarked;
