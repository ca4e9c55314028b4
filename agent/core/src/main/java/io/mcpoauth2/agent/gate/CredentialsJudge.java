package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.config.SenderConstraints.Policy;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.proof.ProofOfPossession;
import io.mcpoauth2.agent.proof.ProofResult;
import io.mcpoauth2.agent.token.AuthorizationHeader;
import io.mcpoauth2.agent.token.TokenValidator;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.agent.wait.Caller;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Judges what a request brings to tell who calls: the token of its header, and the proof that belongs to it. */
final class CredentialsJudge {
    /** With no protected routes the handlers' guards stand alone, and need to know what the gate makes of a token. */
    private final boolean judgesEveryToken;

    private final boolean knowsDpop;
    private final TokenValidator validator;
    private final ProofOfPossession possession;
    private final CallerDecisions callers;
    private final TokenlessRequests tokenless;
    private final Function<HttpRequestView, Optional<HttpReply>> discovery;
    private final Denials denials;

    /**
     * @param discovery answers who looks for documents of an authorization server, without a token
     */
    CredentialsJudge(
            Settings settings,
            TokenValidator validator,
            ProofOfPossession possession,
            CallerDecisions callers,
            TokenlessRequests tokenless,
            Function<HttpRequestView, Optional<HttpReply>> discovery,
            Denials denials) {
        this.judgesEveryToken = settings.protectedRoutes().isEmpty();
        this.knowsDpop = settings.senderConstraints().dpop() != Policy.OFF;
        this.validator = validator;
        this.possession = possession;
        this.callers = callers;
        this.tokenless = tokenless;
        this.discovery = discovery;
        this.denials = denials;
    }

    Ruling judge(HttpRequestView request, Endpoint endpoint, boolean open, Caller caller) {
        AuthorizationHeader sent = AuthorizationHeader.read(request.headers("Authorization"), knowsDpop);
        boolean unasked = open && !judgesEveryToken;
        @Nullable
        Verdict known = sent instanceof AuthorizationHeader.Token token && !hasQueryToken(request)
                ? validator.now(token.value())
                : null;
        if (known instanceof Verdict.Valid) { // So the token's grammar has been checked.
            return judged(
                    new Attempt(request, endpoint, (AuthorizationHeader.Token) sent, open, unasked, caller), known);
        }
        AuthorizationHeader credentials = sent.checked();
        if (credentials instanceof AuthorizationHeader.Token token) {
            if (!hasQueryToken(request)) {
                Attempt attempt = new Attempt(request, endpoint, token, open, unasked, caller);
                return known == null ? judge(attempt) : judged(attempt, known);
            }
            return unasked
                    ? Gate.OPEN
                    : settled(
                            endpoint.denials()
                                    .credentials(
                                            "The request has the query parameter access_token beside the Authorization header"));
        }
        if (unasked) {
            return Gate.OPEN;
        }
        if (credentials instanceof AuthorizationHeader.Malformed malformed) {
            return settled(endpoint.denials().credentials(malformed.reason()));
        }
        if (open) {
            return Gate.OPEN;
        }
        return settled(discovery
                .apply(request)
                .map(elsewhere -> Denials.answer(elsewhere, Reason.METADATA))
                .orElseGet(() -> tokenless.decide(request, endpoint)));
    }

    private Ruling judge(Attempt attempt) {
        String token = attempt.sent().value();
        CompletableFuture<Verdict> verdict = attempt.unasked()
                ? validator.laterUnasked(token, attempt.caller())
                : validator.later(token, attempt.caller());
        if (verdict.isDone()) {
            return judged(attempt, verdict.join());
        }
        Attempt kept = attempt.kept(possession);
        return pending(verdict.thenCompose(found -> {
            Ruling ruling = judged(kept, found);
            return ruling instanceof Ruling.Pending proof
                    ? proof.decision()
                    : CompletableFuture.completedFuture(((Ruling.Settled) ruling).decision());
        }));
    }

    private Ruling judged(Attempt attempt, Verdict found) {
        Denials denials = attempt.endpoint().denials();
        Verdict verdict = attempt.endpoint().judge(found);
        if (found instanceof Verdict.Valid && verdict instanceof Verdict.Invalid foreign) {
            return attempt.unasked() ? Gate.OPEN : settled(denials.audience(attempt.sent(), foreign));
        }
        if (!(verdict instanceof Verdict.Valid valid)) {
            boolean goesOn = attempt.unasked() || (attempt.open() && isOfAnotherIssuer(verdict));
            return goesOn ? Gate.OPEN : settled(denials.token(attempt.sent(), verdict));
        }
        CompletableFuture<ProofResult> proof =
                possession.check(attempt.request(), attempt.sent(), valid, attempt.caller());
        return proof.isDone()
                ? settled(callers.decide(attempt, valid, proof.join()))
                : pending(proof.thenApply(result -> callers.decide(attempt, valid, result)));
    }

    private static Ruling settled(Decision decision) {
        return new Ruling.Settled(decision);
    }

    private Ruling pending(CompletableFuture<Decision> decision) {
        return new Ruling.Pending(decision, denials.busy());
    }

    private static boolean isOfAnotherIssuer(Verdict verdict) {
        return verdict instanceof Verdict.Invalid invalid && invalid.reason() == Reason.ISSUER;
    }

    private static boolean hasQueryToken(HttpRequestView request) {
        Optional<String> query = request.rawQuery();
        return query.isPresent() && QueryToken.isIn(query.get());
    }
}
