package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.http.HttpReply;
import io.mcpoauth2.bridge.RequestIdentity;
import java.time.Instant;

/** What becomes of a request. */
public sealed interface Decision {
    /** The agent answers: a refusal, or a document of its own. The server's code does not run. */
    record Answered(HttpReply reply) implements Decision {}

    /**
     * The request goes on, for this caller. The door closes the identity when the request has ended.
     *
     * @param until when its token is no longer valid: a response that still goes on then is ended (row E5)
     */
    record Admitted(RequestIdentity identity, Instant until) implements Decision {}

    /** The request goes on without a caller, because its route is not protected; handlers and MCP transports refuse. */
    record Unprotected() implements Decision {}
}
