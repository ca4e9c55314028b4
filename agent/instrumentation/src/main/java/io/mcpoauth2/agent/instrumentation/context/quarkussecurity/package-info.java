/** The caller as the identity of Quarkus Security, where its mechanisms have found none. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.context.quarkussecurity;

import org.jspecify.annotations.NullMarked;
