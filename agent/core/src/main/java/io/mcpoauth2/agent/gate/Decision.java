package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.token.Standing;
import io.mcpoauth2.bridge.RequestIdentity;
import org.jspecify.annotations.Nullable;

/** What becomes of a request. */
public sealed interface Decision {
    /** How it came about. */
    Judgement judgement();

    /** The agent answers: a refusal, or a document of its own. The server's code does not run. */
    record Answered(HttpReply reply, Judgement judgement) implements Decision {}

    /**
     * The request goes on, for this caller. The door closes the identity when the request has ended.
     *
     * @param standing when its token no longer stands, a response that still goes on is ended (row E5)
     * @param message what is kept where {@link Gate#ruleMessage} has to judge the request's message first; else null
     * @param observer is shown the head of the response; null if nobody wants to see it
     */
    record Admitted(
            RequestIdentity identity,
            Standing standing,
            Judgement judgement,
            @Nullable PendingMessage message,
            @Nullable ResponseObserver observer)
            implements Decision {}

    /** The request goes on without a caller, because its route is not protected; handlers and MCP transports refuse. */
    record Unprotected(Judgement judgement) implements Decision {}
}
