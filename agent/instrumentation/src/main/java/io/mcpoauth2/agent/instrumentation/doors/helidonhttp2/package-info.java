/** HTTP/2 of Helidon's WebServer, a module of its own, whose requests pass Helidon's door. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.doors.helidonhttp2;

import org.jspecify.annotations.NullMarked;
