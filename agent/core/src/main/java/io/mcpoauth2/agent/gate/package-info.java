/** The one place that decides whether a request reaches the server's own code. */
@NullMarked
package io.mcpoauth2.agent.gate;

import org.jspecify.annotations.NullMarked;
