/** The MCP Kotlin SDK's routes and transports on Ktor, whose engines may have no door. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.frameworks.kotlinsdk;

import org.jspecify.annotations.NullMarked;
