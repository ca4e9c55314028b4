package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.proof.ProofResult;
import io.mcpoauth2.agent.sessions.Sessions;
import io.mcpoauth2.agent.token.Standing;
import io.mcpoauth2.agent.token.TokenValidator;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.bridge.RequestIdentity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a caller whose token is valid: by its proof, user and scopes, its message's head and its session. */
final class CallerDecisions {
    private final TokenValidator validator;
    private final ShownRoles shownRoles;
    private final MessageGate messages;
    private final TokenlessRequests tokenless;
    private final Sessions sessions;
    private final CrossOrigin crossOrigin;
    private final Denials denials;
    /** Null where what is refused is refused. */
    private final @Nullable Reporting reporting;

    CallerDecisions(
            Settings settings,
            TokenValidator validator,
            MessageGate messages,
            TokenlessRequests tokenless,
            Sessions sessions,
            CrossOrigin crossOrigin,
            Denials denials,
            @Nullable Reporting reporting) {
        this.validator = validator;
        this.shownRoles = new ShownRoles(settings);
        this.messages = messages;
        this.tokenless = tokenless;
        this.sessions = sessions;
        this.crossOrigin = crossOrigin;
        this.denials = denials;
        this.reporting = reporting;
    }

    /**
     * On an open path, whose credentials may be the application's own, a token by which a protected path would be reached
     * tells who calls, and with anything else the request goes on as nobody's.
     */
    Decision decide(Attempt attempt, Verdict.Valid valid, ProofResult proof) {
        Endpoint endpoint = attempt.endpoint();
        boolean shown = proof instanceof ProofResult.Shown;
        if (!shown || !endpoint.meetsRequirements(valid)) {
            if (attempt.unasked()) {
                return Gate.OPEN.decision();
            }
            Decision denied = shown
                    ? endpoint.denials().caller(endpoint.lacksUser(valid), valid.user())
                    : endpoint.denials().proof(attempt.sent(), valid, proof);
            if (reporting == null) {
                return denied.judgement().reason() == Reason.SCOPE && !attempt.open()
                        ? formed((Decision.Answered) denied, attempt)
                        : denied;
            }
            if (!shown) {
                return denied;
            }
            reporting.tell(denied.judgement()); // The caller is who the token says.
        }
        @Nullable MessageHead message = attempt.open() ? null : messages.headOf(attempt.request());
        MessageGate.@Nullable Refusal refusal = message == null ? null : messages.refusalOf(message);
        if (refusal != null) {
            Decision denied = denials.message(refusal, valid.user());
            if (reporting == null || !Reporting.covers(denied)) {
                return denied;
            }
            reporting.tell(denied.judgement());
            message = null; // Its body is left to the server.
        }
        Sessions.Ruling session =
                attempt.open() ? Sessions.Ruling.PASSES : sessions.judge(attempt.request(), valid.user());
        if (session != Sessions.Ruling.PASSES) {
            Decision denied = denials.session(session, valid.user());
            if (reporting == null || !Reporting.covers(denied)) {
                return denied;
            }
            reporting.tell(denied.judgement());
        }
        Standing standing =
                validator.standing(attempt.sent().value(), valid, again -> endpoint.isStillOpenTo(again, valid));
        RequestIdentity identity = attempt.open()
                ? new RequestIdentity(valid.user(), null, endpoint)
                : new RequestIdentity(valid.user(), shownRoles.of(valid.user()), endpoint);
        Judgement judgement = new Judgement(Reason.ACCEPTED, valid.user());
        return new Decision.Admitted(
                identity,
                reporting == null ? standing : reporting.lasting(standing, judgement),
                judgement,
                message == null ? null : messages.pending(message, tokenless.wantsResults(attempt.request())),
                attempt.open() ? null : observer(attempt.request(), valid));
    }

    /** What the response to an admitted request is looked at for, and given; null for most. */
    private @Nullable ResponseObserver observer(HttpRequestView request, Verdict.Valid valid) {
        return Observers.both(sessions.observer(request, valid.user()), crossOrigin.observer(request));
    }

    /** A refusal, or what has to be found out by the message before its form is known. */
    private Decision formed(Decision.Answered denied, Attempt attempt) {
        HttpRequestView request = attempt.request();
        @Nullable
        MessageHead head =
                tokenless.wantsResults(request) ? messages.plainHeadOf(request, TokenlessRequests.MAX_MESSAGE) : null;
        if (head == null) {
            return denied;
        }
        RequestIdentity nobody = new RequestIdentity(Map.of(), null, attempt.endpoint());
        nobody.close();
        return new Decision.Admitted(
                nobody,
                now -> Standing.End.NONE,
                denied.judgement(),
                new PendingMessage(head, TokenlessRequests.MAX_MESSAGE, true, denied, null),
                null);
    }
}
