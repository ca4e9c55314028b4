package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.exchange.ErrorCode;
import io.mcpoauth2.agent.exchange.ErrorReply;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.proof.ProofResult;
import io.mcpoauth2.agent.sessions.Sessions;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.token.AuthorizationHeader;
import io.mcpoauth2.agent.token.Confirmation;
import io.mcpoauth2.agent.token.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the decisions by which the gate refuses a request, and tells the log why. */
final class Denials {
    private static final String NO_USER =
            "The token was issued to a client for itself, and this server needs one that speaks for a user";
    private static final Verdict.Unavailable TOO_MANY = new Verdict.Unavailable(
            Reason.BUSY, "Too many requests wait for their tokens to be checked", Duration.ofSeconds(1));

    private static final HttpReply UNKNOWN_SESSION = ErrorReply.of(
            404, ErrorCode.INVALID_REQUEST, "Session not found", "There is no such session of this caller's");
    private static final HttpReply TOO_MANY_SESSIONS = tooMany("sessions");
    private static final HttpReply UNKNOWN_TASK =
            ErrorReply.of(404, ErrorCode.INVALID_REQUEST, "Task not found", "There is no such task of this caller's");
    private static final HttpReply TOO_MANY_TASKS = tooMany("tasks");

    private final ErrorReplies replies;
    private final boolean knowsDpop;
    private final AgentLog log;
    private final String lacking;
    private final Set<String> scopes;
    private final HttpReply insufficientScope;
    /** Built in advance, so that refusing allocates nothing when the heap is exhausted. */
    private final Decision internalError;

    private final Decision busy;

    /**
     * @param scopes that every request needs
     * @param knowsDpop whether proofs are looked at
     */
    Denials(ErrorReplies replies, List<String> scopes, boolean knowsDpop, AgentLog log) {
        this.replies = replies;
        this.knowsDpop = knowsDpop;
        this.log = log;
        this.lacking = "a scope is missing of those that every request needs: " + String.join(", ", scopes);
        this.scopes = Set.copyOf(scopes);
        this.insufficientScope = replies.insufficientScope(scopes);
        this.internalError = answer(replies.internalError(), Reason.FAILURE);
        this.busy = answer(replies.unavailable(TOO_MANY), TOO_MANY.reason());
    }

    Decision internalError() {
        return internalError;
    }

    Decision busy() {
        return busy;
    }

    Decision noResource() {
        return refuse(Reason.RESOURCE, "its path belongs to none of the resources", replies.noResource());
    }

    Decision unauthenticated() {
        return refuse(Reason.NO_TOKEN, "no token", replies.unauthenticated());
    }

    /** Of a page of another origin: nothing of the origin in the log, which anybody can write. */
    Decision origin() {
        return refuse(Reason.ORIGIN, "its Origin is not allowed", replies.foreignOrigin());
    }

    /**
     * @param fault nothing taken from the request
     */
    Decision credentials(String fault) {
        return refuse(Reason.CREDENTIALS, fault, replies.invalidRequest(fault));
    }

    /** Of a caller whose token is valid, and who lacks a scope if it is not the user. */
    Decision caller(boolean lacksUser, Map<String, Object> user) {
        Decision refusal = lacksUser
                ? refuse(Reason.USER, NO_USER, replies.forbidden(NO_USER))
                : refuse(Reason.SCOPE, lacking, insufficientScope);
        Judgement judgement = new Judgement(refusal.judgement().reason(), user);
        return new Decision.Answered(
                ((Decision.Answered) refusal).reply(), lacksUser ? judgement : judgement.needing(scopes));
    }

    private static HttpReply tooMany(String what) {
        return ErrorReply.of(
                503,
                ErrorCode.SERVER_BUSY,
                "Server is busy",
                "There are as many " + what + " as max_sessions allows",
                new HttpReply.Header("Retry-After", "60"));
    }

    /** Of a caller whose token is valid, for what its message asks for. */
    Decision.Answered message(MessageGate.Refusal refusal, Map<String, Object> user) {
        if (log.isDebug()) {
            log.debug("request refused, " + refusal.reason().text());
        }
        return new Decision.Answered(refusal.reply(), new Judgement(refusal.reason(), user).needing(refusal.scopes()));
    }

    /** Of a caller whose token is valid, and whose session is not its own, or cannot be opened. */
    Decision session(Sessions.Ruling ruling, Map<String, Object> user) {
        boolean full = ruling == Sessions.Ruling.FULL;
        Reason reason = full ? Reason.BUSY : Reason.SESSION;
        if (log.isDebug()) {
            log.debug("request refused, " + reason.text());
        }
        return new Decision.Answered(full ? TOO_MANY_SESSIONS : UNKNOWN_SESSION, new Judgement(reason, user));
    }

    /** Of a caller that names a task that is not its own, or would create one more than there may be. */
    Decision.Answered task(Sessions.Ruling ruling, Map<String, Object> user) {
        boolean full = ruling == Sessions.Ruling.FULL;
        Reason reason = full ? Reason.BUSY : Reason.SESSION;
        if (log.isDebug()) {
            log.debug("request refused, " + reason.text() + " (a task)");
        }
        return new Decision.Answered(full ? TOO_MANY_TASKS : UNKNOWN_TASK, new Judgement(reason, user));
    }

    /** Of a token that is not valid, as the validator has told the log. */
    Decision token(AuthorizationHeader.Token sent, Verdict verdict) {
        return verdict instanceof Verdict.Invalid invalid
                ? answer(replies.invalidToken(invalid, isByDpop(sent)), invalid.reason())
                : answer(replies.unavailable((Verdict.Unavailable) verdict), ((Verdict.Unavailable) verdict).reason());
    }

    /** Of a token that is valid on this server, but not for the resource that the request is for. */
    Decision audience(AuthorizationHeader.Token sent, Verdict.Invalid verdict) {
        return refuse(verdict.reason(), verdict.details(), replies.invalidToken(verdict, isByDpop(sent)));
    }

    /** Of a valid token without the proof it needs. */
    Decision proof(AuthorizationHeader.Token sent, Verdict.Valid valid, ProofResult proof) {
        if (proof instanceof ProofResult.NonceWanted wanted) {
            Verdict.Invalid verdict = wanted.verdict();
            return refuse(verdict.reason(), verdict.details(), replies.nonceWanted(verdict, wanted.nonce()));
        }
        if (proof instanceof ProofResult.Unavailable unavailable) {
            Verdict.Unavailable verdict = unavailable.verdict();
            return refuse(verdict.reason(), verdict.details(), replies.unavailable(verdict));
        }
        Verdict.Invalid verdict = ((ProofResult.Refused) proof).verdict();
        boolean dpop = isByDpop(sent) || valid.confirmation().orElse(null) instanceof Confirmation.ProofKey;
        return refuse(
                verdict.reason(),
                verdict.details(),
                verdict.reason() == Reason.PROOF
                        ? replies.invalidProof(verdict)
                        : replies.invalidToken(verdict, dpop && knowsDpop));
    }

    /**
     * @param details for the log; nothing of the request
     */
    private Decision refuse(Reason reason, String details, HttpReply reply) {
        if (log.isDebug()) {
            log.debug("request refused, " + reason.text() + ": " + details);
        }
        return answer(reply, reason);
    }

    /** The agent's own answer, which need be no refusal. */
    static Decision answer(HttpReply reply, Reason reason) {
        return new Decision.Answered(reply, Judgement.ofNobody(reason));
    }

    private static boolean isByDpop(AuthorizationHeader.Token sent) {
        return sent.scheme() == AuthorizationHeader.Scheme.DPOP;
    }
}
