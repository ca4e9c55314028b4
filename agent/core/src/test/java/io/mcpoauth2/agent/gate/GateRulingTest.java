package io.mcpoauth2.agent.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.PolicySettings;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.proof.ProofOfPossession;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Counters;
import io.mcpoauth2.agent.token.TokenValidator;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.agent.token.Verdicts;
import io.mcpoauth2.agent.wait.Caller;
import io.mcpoauth2.bridge.UserKeys;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Requests whose token is not known yet. */
class GateRulingTest {
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Counters counters = new Counters();
    private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();
    private final Gate gate = gate(SampleSettings.DEFAULT);
    private boolean recycled;

    @Test
    void theDecisionComesLaterAndTheRequestIsNotLookedAtAnyMore() {
        Ruling.Pending pending = pending(gate, SampleRequest.post("/mcp").bearer("t"));
        assertThat(pending.decision()).isNotDone();
        assertThat(counters.count(Reason.ACCEPTED)).isZero();
        recycled = true;

        verdict.complete(Verdicts.valid(Map.of(UserKeys.SUBJECT, "u"), Optional.empty()));

        assertThat(pending.decision().join()).isInstanceOf(Decision.Admitted.class);
        assertThat(counters.count(Reason.ACCEPTED)).isEqualTo(1);
    }

    @Test
    void whatTheCallerLacksRefusesLater() {
        Ruling.Pending pending = pending(
                gate(SampleSettings.DEFAULT.scopes("a")),
                SampleRequest.post("/mcp").bearer("t"));
        recycled = true;

        verdict.complete(Verdicts.valid(Map.of(UserKeys.SCOPES, Set.of()), Optional.empty()));

        assertStatus(403, pending);
    }

    @Test
    void anOpenPathGoesOnAsNobodyWhateverComes() {
        Gate open = gate(SampleSettings.DEFAULT.protectedRoutes("/admin/*"));
        Ruling.Pending pending = pending(open, SampleRequest.post("/mcp").bearer("t"));
        recycled = true;

        verdict.complete(new Verdict.Invalid(Reason.EXPIRY, "Expired", "x"));

        assertThat(pending.decision().join()).isInstanceOf(Decision.Unprotected.class);
    }

    @Test
    void aFailureOfOurOwnIsOurAnswer() {
        Ruling.Pending pending = pending(gate, SampleRequest.post("/mcp").bearer("t"));

        verdict.completeExceptionally(new IllegalStateException("a bug"));

        assertStatus(503, pending);
        assertThat(lines.toString(UTF_8)).contains("the agent failed", "IllegalStateException");
        assertThat(counters.count(Reason.FAILURE)).isEqualTo(1);
    }

    @Test
    void aDoorThatCannotWaitDecidesAndIsCountedOnce() {
        Ruling.Pending pending = pending(gate, SampleRequest.post("/mcp").bearer("t"));

        pending.decision().complete(pending.whenBusy());
        verdict.complete(Verdicts.valid(Map.of(), Optional.empty()));

        assertStatus(503, pending);
        assertThat(counters.count(Reason.BUSY)).isEqualTo(1);
        assertThat(counters.count(Reason.ACCEPTED)).isZero();
    }

    private static void assertStatus(int status, Ruling.Pending pending) {
        assertThat(pending.decision().join())
                .isInstanceOfSatisfying(
                        Decision.Answered.class,
                        answered -> assertThat(answered.reply().status()).isEqualTo(status));
    }

    private Ruling.Pending pending(Gate of, SampleRequest request) {
        Ruling ruling = of.rule(recyclable(request), Caller.EVENT_LOOP);
        assertThat(ruling).isInstanceOf(Ruling.Pending.class);
        return (Ruling.Pending) ruling;
    }

    private HttpRequestView recyclable(SampleRequest request) {
        return (HttpRequestView) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpRequestView.class}, (proxy, method, arguments) -> {
                    assertThat(recycled).as("asked for " + method.getName()).isFalse();
                    return method.invoke(request, arguments);
                });
    }

    private Gate gate(SampleSettings settings) {
        TokenValidator validator = new TokenValidator() {
            @Override
            public @Nullable Verdict now(String token) {
                return null;
            }

            @Override
            public CompletableFuture<Verdict> later(String token, Caller caller) {
                return verdict;
            }
        };
        ProofOfPossession possession = new ProofOfPossession(
                settings.build(), new BoundedVerifier(1), Clock.systemUTC(), System::nanoTime, new Random(1));
        AgentLog log = new AgentLog(new PrintStream(lines, true, UTF_8), AgentLog.Level.INFO);
        return new Gate(settings.build(), new Access(PolicySettings.NONE), validator, possession, log, counters);
    }
}
