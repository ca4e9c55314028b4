/** The caller as the user of Spring Security, where a context of its has none. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.context.springsecurity;

import org.jspecify.annotations.NullMarked;
