/** The caller of a request within Undertow's servlet container. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.context.undertow;

import org.jspecify.annotations.NullMarked;
