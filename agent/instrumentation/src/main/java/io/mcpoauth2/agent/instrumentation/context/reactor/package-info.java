/** Identity over the thread hops of Project Reactor. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.context.reactor;

import org.jspecify.annotations.NullMarked;
