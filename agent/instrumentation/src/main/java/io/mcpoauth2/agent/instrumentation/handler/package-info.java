/** The guard woven into handlers: which methods are handlers, and the code put before their bodies. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.handler;

import org.jspecify.annotations.NullMarked;
