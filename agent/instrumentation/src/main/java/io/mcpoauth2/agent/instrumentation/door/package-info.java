/** What the doors of all servers share: one pass of a request through the gate. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.door;

import org.jspecify.annotations.NullMarked;
