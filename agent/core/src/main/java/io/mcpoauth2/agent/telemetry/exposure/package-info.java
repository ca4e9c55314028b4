/** Where measurements are shown, as far as the JDK has the modules for it. */
@NullMarked
package io.mcpoauth2.agent.telemetry.exposure;

import org.jspecify.annotations.NullMarked;
