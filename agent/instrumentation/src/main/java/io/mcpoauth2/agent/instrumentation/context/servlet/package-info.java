/** The caller of a request as the user of {@code HttpServletRequest}, in containers whose request is known. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.context.servlet;

import org.jspecify.annotations.NullMarked;
