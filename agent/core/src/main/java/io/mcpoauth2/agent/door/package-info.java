/** A request's passes through the gate, the same for all servers, and its admission from then on. */
@NullMarked
package io.mcpoauth2.agent.door;

import org.jspecify.annotations.NullMarked;
