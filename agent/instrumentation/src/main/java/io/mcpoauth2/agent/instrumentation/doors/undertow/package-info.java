/** Undertow, WildFly's too: the metadata document only; requests are judged at the servlet layer. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.doors.undertow;

import org.jspecify.annotations.NullMarked;
