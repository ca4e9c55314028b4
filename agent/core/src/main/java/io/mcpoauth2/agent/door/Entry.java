package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.exchange.HttpReply;

/** What a door on an event loop does with a request. */
public sealed interface Entry {
    /** Writes this answer; the application does not see the request. */
    record Answered(HttpReply reply) implements Entry {}

    /**
     * Has the application serve the request as the admission's identity, which may be nobody's, and {@linkplain
     * Admission#end ends} the admission with the request.
     */
    record Admitted(Admission admission) implements Entry {}
}
