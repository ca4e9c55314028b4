/** Grizzly, below GlassFish and Payara: the metadata document only; requests are judged at the servlet layer. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.doors.grizzly;

import org.jspecify.annotations.NullMarked;
