/** The caller as the user of Spring Security in Reactor's Context, where that has none. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.context.springsecuritywebflux;

import org.jspecify.annotations.NullMarked;
