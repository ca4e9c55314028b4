/** Eclipse Vert.x's HTTP server, and so Quarkus. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.doors.vertx;

import org.jspecify.annotations.NullMarked;
