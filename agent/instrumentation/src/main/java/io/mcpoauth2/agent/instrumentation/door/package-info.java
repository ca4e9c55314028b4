/** What the doors of all servers share beside the passes of a request: proofs of their weaving, their start, the metadata. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.door;

import org.jspecify.annotations.NullMarked;
