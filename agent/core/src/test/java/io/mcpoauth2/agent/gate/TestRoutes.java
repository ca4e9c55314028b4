package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.token.Confirmation;
import io.mcpoauth2.agent.token.TokenValidator;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.agent.token.Verdicts;
import io.mcpoauth2.bridge.UserKeys;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks a gate of given settings about a request; the text of its token says what the validator finds it to be. */
final class TestRoutes {
    private static final AgentLog LOG = new AgentLog(
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8), AgentLog.Level.ERROR);

    private TestRoutes() {}

    static void assertUnprotected(SampleSettings settings, SampleRequest request) {
        assertThat(admit(settings, request)).isInstanceOf(Decision.Unprotected.class);
    }

    static void assertStatus(int status, SampleSettings settings, SampleRequest request) {
        assertThat(admit(settings, request))
                .isInstanceOfSatisfying(
                        Decision.Answered.class,
                        answered -> assertThat(answered.reply().status()).isEqualTo(status));
    }

    static Decision admit(SampleSettings settings, SampleRequest request) {
        return gate(settings, TestRoutes::judge).admit(request);
    }

    static TestGate gate(SampleSettings settings, TokenValidator validator) {
        return TestGate.of(settings.build(), validator, LOG);
    }

    static TestGate gate(SampleSettings settings, Measurements measurements) {
        return TestGate.of(settings.build(), TestRoutes::judge, LOG, measurements);
    }

    static Verdict judge(String token) {
        return switch (token) {
            case "good" -> Verdicts.valid(Map.of(UserKeys.SCOPES, Set.of()), Optional.empty());
            case "bound" ->
                Verdicts.valid(
                        Map.of(UserKeys.SCOPES, Set.of()), Optional.of(new Confirmation.ProofKey("0".repeat(43))));
            case "client" ->
                Verdicts.valid(
                        Map.of(UserKeys.SCOPES, Set.of(), UserKeys.CLIENT_ID, "c", UserKeys.SUBJECT, "c"),
                        Optional.empty());
            case "broken" -> throw new IllegalStateException("broken");
            case "foreign" -> new Verdict.Invalid(Reason.ISSUER, "Untrusted issuer", "x");
            case "bad" -> new Verdict.Invalid(Reason.EXPIRY, "Expired", "x");
            default -> new Verdict.Unavailable(Reason.KEYS_UNAVAILABLE, "x", Duration.ofSeconds(1));
        };
    }
}
