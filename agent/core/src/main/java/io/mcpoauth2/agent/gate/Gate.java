package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.access.RequiredScopes;
import io.mcpoauth2.agent.access.RequiredUser;
import io.mcpoauth2.agent.config.SenderConstraints.Policy;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.http.HttpReply;
import io.mcpoauth2.agent.http.HttpRequestView;
import io.mcpoauth2.agent.mcp.AdvertisedScopes;
import io.mcpoauth2.agent.mcp.DiscoveryForms;
import io.mcpoauth2.agent.mcp.ProtectedResourceMetadata;
import io.mcpoauth2.agent.proof.ProofOfPossession;
import io.mcpoauth2.agent.proof.ProofResult;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.telemetry.Outcome;
import io.mcpoauth2.agent.token.AuthorizationHeader;
import io.mcpoauth2.agent.token.Confirmation;
import io.mcpoauth2.agent.token.TokenValidator;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.bridge.RequestIdentity;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides whether a request reaches the server's own code, before any of it runs (R8).
 *
 * <p>Reads method, path, query, credentials and their proofs, and nothing else of the request: no Host, no cookie, no
 * method override can change what it decides, and no forwarding header but that of a configured proxy (I2, I3, H5).
 * Whatever fails in here refuses (L3). With a cached verdict it takes about a microsecond: no JSON, regular expression or
 * stream belongs on that path.
 */
public final class Gate {
    private static final Decision UNPROTECTED = new Decision.Unprotected();

    private final ProtectedResourceMetadata metadata;
    private final DiscoveryForms discovery;
    private final Routes routes;
    /** With no protected routes the handlers' guards stand alone, and need to know what the gate makes of a token. */
    private final boolean judgesEveryToken;

    private final boolean knowsDpop;
    private final TokenValidator validator;
    private final Duration skew;
    private final ProofOfPossession possession;
    private final RequiredScopes scopes;
    private final boolean requiresUser;
    private final Refusals refusals;
    private final InternalFailures failures;
    private final AgentLog log;
    private final Measurements measurements;
    private final String lacking;
    private final HttpReply insufficientScope;
    /** Made beforehand: memory may be what is short. */
    private final Decision internalError;

    public Gate(
            Settings settings,
            TokenValidator validator,
            ProofOfPossession possession,
            AgentLog log,
            Measurements measurements) {
        this.metadata = new ProtectedResourceMetadata(settings);
        this.discovery = new DiscoveryForms(settings);
        this.routes = new Routes(settings);
        this.judgesEveryToken = settings.protectedRoutes().isEmpty();
        this.knowsDpop = settings.senderConstraints().dpop() != Policy.OFF;
        this.validator = validator;
        this.skew = settings.clockSkew();
        this.possession = possession;
        this.scopes = new RequiredScopes(settings.scopes());
        this.requiresUser = settings.requireUser();
        this.refusals = new Refusals(
                metadata.url(),
                new AdvertisedScopes(settings.scopePrefix()),
                settings.scopes(),
                settings.senderConstraints().dpop().isAdvertised());
        this.failures = new InternalFailures(log);
        this.log = log;
        this.measurements = measurements;
        this.lacking = "a scope is missing of those that every request needs: " + String.join(", ", settings.scopes());
        this.insufficientScope = refusals.insufficientScope(settings.scopes());
        this.internalError = new Decision.Answered(refusals.internalError());
    }

    /** The factory of this gate's refusals, for doors and the handler guard to answer alike. */
    public Refusals refusals() {
        return refusals;
    }

    /**
     * Answers a request for the metadata document, and decides nothing about any other: for a container that looks for an
     * application before the request reaches a door.
     *
     * @return empty if the request is for something else
     */
    public Optional<HttpReply> document(HttpRequestView request) {
        long start = System.nanoTime();
        Optional<HttpReply> document = metadata.answer(request);
        if (document.isPresent()) {
            measurements.judged(Outcome.METADATA, System.nanoTime() - start);
        }
        return document;
    }

    /**
     * Decides about one request; never throws. Waits for keys as long as the validator does.
     *
     * @return what to do, with a new identity if admitted, which the door closes
     */
    public Decision admit(HttpRequestView request) {
        long start = System.nanoTime();
        try {
            return decide(request, start);
        } catch (Throwable failure) { // Errors too, a StackOverflowError above all.
            failures.record(failure);
            measurements.judged(Outcome.FAILURE, System.nanoTime() - start);
            return internalError;
        }
    }

    private Decision decide(HttpRequestView request, long start) {
        Optional<HttpReply> document = document(request);
        if (document.isPresent()) {
            return new Decision.Answered(document.get());
        }
        Routes.Rule rule = routes.ruleOf(request);
        if (rule == Routes.Rule.EXEMPT) {
            return pass(Outcome.EXEMPT, start);
        }
        AuthorizationHeader credentials = AuthorizationHeader.parse(request.headers("Authorization"), knowsDpop);
        if (rule == Routes.Rule.OPEN && !judgesEveryToken) {
            return recognize(request, credentials, start);
        }
        if (credentials instanceof AuthorizationHeader.Token token) {
            return hasQueryToken(request)
                    ? refuseCredentials(
                            "The request has the query parameter access_token beside the Authorization header", start)
                    : judge(request, token, rule, start);
        }
        if (credentials instanceof AuthorizationHeader.Malformed malformed) {
            return refuseCredentials(malformed.reason(), start);
        }
        if (rule == Routes.Rule.OPEN) {
            return pass(Outcome.OPEN, start);
        }
        Optional<HttpReply> elsewhere = discovery.answer(request);
        if (elsewhere.isPresent()) {
            measurements.judged(Outcome.METADATA, System.nanoTime() - start);
            return new Decision.Answered(elsewhere.get());
        }
        return refuse(Outcome.NO_TOKEN, "no token", refusals.unauthenticated(), start);
    }

    /**
     * Of an open path, whose credentials may be the application's own: a token by which a protected path would be reached
     * tells who calls, and with anything else the request goes on as nobody's.
     */
    private Decision recognize(HttpRequestView request, AuthorizationHeader credentials, long start) {
        if (credentials instanceof AuthorizationHeader.Token sent
                && !hasQueryToken(request)
                && validator.validateUnasked(sent.value()) instanceof Verdict.Valid valid
                && possession.check(request, sent, valid) instanceof ProofResult.Shown) {
            RequestIdentity identity = new RequestIdentity(valid.user());
            if (!lacksUser(identity) && scopes.areGrantedTo(identity)) {
                return accept(identity, valid, start);
            }
        }
        return pass(Outcome.OPEN, start);
    }

    private Decision judge(HttpRequestView request, AuthorizationHeader.Token sent, Routes.Rule rule, long start) {
        Verdict verdict = validator.validate(sent.value());
        if (!(verdict instanceof Verdict.Valid valid)) {
            return rule == Routes.Rule.OPEN && isOfAnotherIssuer(verdict)
                    ? pass(Outcome.OPEN, start) // The application's own.
                    : refuseToken(sent, verdict, start);
        }
        ProofResult proof = possession.check(request, sent, valid);
        if (!(proof instanceof ProofResult.Shown)) {
            return refuseProof(sent, valid, proof, start);
        }
        RequestIdentity identity = new RequestIdentity(valid.user());
        if (lacksUser(identity)) {
            String needed =
                    "The token was issued to a client for itself, and this server needs one that speaks for a user";
            return refuse(Outcome.USER, needed, refusals.forbidden(needed), start);
        }
        if (!scopes.areGrantedTo(identity)) {
            return refuse(Outcome.SCOPE, lacking, insufficientScope, start);
        }
        return accept(identity, valid, start);
    }

    private boolean lacksUser(RequestIdentity identity) {
        return requiresUser && RequiredUser.isMissingIn(identity);
    }

    private Decision accept(RequestIdentity identity, Verdict.Valid valid, long start) {
        measurements.judged(Outcome.ACCEPTED, System.nanoTime() - start);
        return new Decision.Admitted(identity, valid.expiresAt().plus(skew));
    }

    private Decision pass(Outcome outcome, long start) {
        measurements.judged(outcome, System.nanoTime() - start);
        return UNPROTECTED;
    }

    /** The validator has told the log why. */
    private Decision refuseToken(AuthorizationHeader.Token sent, Verdict verdict, long start) {
        Outcome outcome;
        HttpReply reply;
        if (verdict instanceof Verdict.Invalid invalid) {
            outcome = invalid.outcome();
            reply = refusals.invalidToken(invalid, isByDpop(sent));
        } else {
            outcome = ((Verdict.Unavailable) verdict).outcome();
            reply = refusals.unavailable((Verdict.Unavailable) verdict);
        }
        measurements.judged(outcome, System.nanoTime() - start);
        return new Decision.Answered(reply);
    }

    private Decision refuseProof(AuthorizationHeader.Token sent, Verdict.Valid valid, ProofResult proof, long start) {
        if (proof instanceof ProofResult.NonceWanted wanted) {
            Verdict.Invalid verdict = wanted.verdict();
            return refuse(verdict.outcome(), verdict.details(), refusals.nonceWanted(verdict, wanted.nonce()), start);
        }
        if (proof instanceof ProofResult.Unavailable unavailable) {
            Verdict.Unavailable verdict = unavailable.verdict();
            return refuse(verdict.outcome(), verdict.details(), refusals.unavailable(verdict), start);
        }
        Verdict.Invalid verdict = ((ProofResult.Refused) proof).verdict();
        boolean dpop = isByDpop(sent) || valid.confirmation().orElse(null) instanceof Confirmation.ProofKey;
        return refuse(
                verdict.outcome(),
                verdict.details(),
                verdict.outcome() == Outcome.PROOF
                        ? refusals.invalidProof(verdict)
                        : refusals.invalidToken(verdict, dpop && knowsDpop),
                start);
    }

    private Decision refuseCredentials(String reason, long start) {
        return refuse(Outcome.CREDENTIALS, reason, refusals.invalidRequest(reason), start);
    }

    /**
     * @param reason for the log; nothing of the request
     */
    private Decision refuse(Outcome outcome, String reason, HttpReply reply, long start) {
        measurements.judged(outcome, System.nanoTime() - start);
        if (log.isDebug()) {
            log.debug("request refused, " + outcome.text() + ": " + reason);
        }
        return new Decision.Answered(reply);
    }

    private static boolean isOfAnotherIssuer(Verdict verdict) {
        return verdict instanceof Verdict.Invalid invalid && invalid.outcome() == Outcome.ISSUER;
    }

    private static boolean isByDpop(AuthorizationHeader.Token sent) {
        return sent.scheme() == AuthorizationHeader.Scheme.DPOP;
    }

    private static boolean hasQueryToken(HttpRequestView request) {
        Optional<String> query = request.rawQuery();
        return query.isPresent() && QueryToken.isIn(query.get());
    }
}
