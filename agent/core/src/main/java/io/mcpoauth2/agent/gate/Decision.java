package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.http.HttpReply;
import io.mcpoauth2.bridge.RequestIdentity;

/** What becomes of a request. */
public sealed interface Decision {
    /** The agent answers: a refusal, or a document of its own. The server's code does not run. */
    record Answered(HttpReply reply) implements Decision {}

    /** The request goes on, for this caller. The door closes the identity when the request has ended. */
    record Admitted(RequestIdentity identity) implements Decision {}

    /** The request goes on without a caller, because its route is not protected; handlers and MCP transports refuse. */
    record Unprotected() implements Decision {}
}
