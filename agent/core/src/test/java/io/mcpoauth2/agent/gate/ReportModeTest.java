package io.mcpoauth2.agent.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Counters;
import io.mcpoauth2.agent.token.Standing;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mode=report}: all is judged, nothing is refused but what cannot be decided. */
class ReportModeTest {
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Counters counters = new Counters();
    private final AgentLog log = new AgentLog(new PrintStream(lines, true, UTF_8), AgentLog.Level.INFO);

    @Test
    void whatWouldBeRefusedGoesOnAsNobodysAndIsCounted() {
        TestGate gate = gate(SampleSettings.DEFAULT);
        for (SampleRequest request : List.of(
                SampleRequest.post("/mcp"),
                SampleRequest.post("/mcp").bearer("bad"),
                SampleRequest.post("/mcp").bearer("bound"),
                SampleRequest.post("/mcp").bearer("good").bearer("good"),
                SampleRequest.post("/mcp").header("Origin", "null"))) {
            assertThat(gate.admit(request)).isInstanceOf(Decision.Unprotected.class);
        }
        assertThat(counters.reported(Reason.NO_TOKEN)).isEqualTo(2);
        assertThat(counters.reported(Reason.EXPIRY)).isEqualTo(1);
        assertThat(counters.reported(Reason.BINDING)).isEqualTo(1);
        assertThat(counters.reported(Reason.CREDENTIALS)).isEqualTo(1);
        assertThat(counters.reported(Reason.ORIGIN)).isEqualTo(1);
        assertThat(counters.count(Reason.NO_TOKEN)).isZero();
        assertThat(counters.count(Reason.OPEN)).isEqualTo(5);
    }

    @Test
    void aCallerWhoLacksSomethingGoesOnAsWhoItIs() {
        TestGate scopes = gate(SampleSettings.DEFAULT.scopes("a"));
        assertThat(scopes.admit(SampleRequest.post("/mcp").bearer("good"))).isInstanceOf(Decision.Admitted.class);
        assertThat(counters.reported(Reason.SCOPE)).isEqualTo(1);
        assertThat(counters.count(Reason.ACCEPTED)).isEqualTo(1);

        TestGate users = gate(SampleSettings.DEFAULT.with("require_user", "true"));
        assertThat(users.admit(SampleRequest.post("/mcp").bearer("client"))).isInstanceOf(Decision.Admitted.class);
        assertThat(counters.reported(Reason.USER)).isEqualTo(1);
    }

    @Test
    void aPageOfAnotherOriginIsJudgedByItsTokenToo() {
        assertThat(gate(SampleSettings.DEFAULT)
                        .admit(SampleRequest.post("/mcp").bearer("good").header("Origin", "null")))
                .isInstanceOf(Decision.Admitted.class);
        assertThat(counters.reported(Reason.ORIGIN)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broken", "unknown"})
    void whatCannotBeDecidedIsRefused(String token) {
        assertThat(gate(SampleSettings.DEFAULT).admit(SampleRequest.post("/mcp").bearer(token)))
                .isInstanceOfSatisfying(
                        Decision.Answered.class,
                        answered -> assertThat(answered.reply().status()).isEqualTo(503));
    }

    @Test
    void preflightsAreTheApplications() {
        SampleRequest preflight = SampleRequest.of("OPTIONS", "/mcp")
                .header("Origin", "https://mcp.example.com")
                .header("Access-Control-Request-Method", "POST");
        assertThat(gate(SampleSettings.DEFAULT).admit(preflight)).isInstanceOf(Decision.Unprotected.class);
    }

    @Test
    void noDocumentTellsClientsToLogInUnlessAskedFor() {
        SampleRequest document = SampleRequest.of("GET", "/.well-known/oauth-protected-resource/mcp");
        SampleRequest discovery = SampleRequest.of("GET", "/.well-known/openid-configuration");
        TestGate silent = gate(SampleSettings.DEFAULT);
        assertThat(silent.admit(document)).isInstanceOf(Decision.Unprotected.class);
        assertThat(silent.admit(discovery)).isInstanceOf(Decision.Unprotected.class);
        assertThat(silent.gate().document(document)).isEmpty();

        TestGate telling = gate(SampleSettings.DEFAULT.with("report_metadata", "true"));
        assertThat(telling.admit(document))
                .isInstanceOfSatisfying(
                        Decision.Answered.class,
                        answered -> assertThat(answered.reply().status()).isEqualTo(200));
        assertThat(telling.gate().document(document)).isPresent();
    }

    @Test
    void eachKindIsLoggedOnceAndAtPowersOfTen() {
        TestGate gate = gate(SampleSettings.DEFAULT);
        for (int i = 0; i < 12; i++) {
            gate.admit(SampleRequest.post("/mcp"));
        }
        gate.admit(SampleRequest.post("/mcp").bearer("bad"));
        assertThat(lines.toString(UTF_8).lines())
                .containsExactly(
                        "[mcp-oauth2-agent] WARN mode=report: a request would have been refused: no_token",
                        "[mcp-oauth2-agent] WARN mode=report: a request would have been refused: no_token (10 times so far)",
                        "[mcp-oauth2-agent] WARN mode=report: a request would have been refused: expiry");
    }

    @Test
    void theNamesOfCodeThatAreLoggedAreBounded() {
        Reporting reporting = new Reporting(counters, log);
        for (int i = 0; i < 2_000; i++) {
            reporting.tellOfCode("handler" + i);
        }
        assertThat(lines.toString(UTF_8).lines()).hasSize(1_000);
        assertThat(counters.reported(Reason.HANDLER)).isEqualTo(2_000);
    }

    @Test
    void anOpenRequestOutlivesItsTokenAndThatIsToldOnce() {
        Reporting reporting = new Reporting(counters, log);
        Standing standing = reporting.lasting(now -> Standing.End.EXPIRED, Judgement.ofNobody(Reason.ACCEPTED));
        assertThat(standing.at(Instant.EPOCH)).isEqualTo(Standing.End.NONE);
        assertThat(standing.at(Instant.EPOCH)).isEqualTo(Standing.End.NONE);
        assertThat(counters.reported(Reason.EXPIRY)).isEqualTo(1);
    }

    @Test
    void whoEnforcesReportsNothing() {
        assertThat(TestRoutes.gate(SampleSettings.DEFAULT, counters).gate().reporting())
                .isEmpty();
    }

    private TestGate gate(SampleSettings settings) {
        Settings reporting = settings.report().build();
        return TestGate.of(reporting, TestRoutes::judge, log, counters);
    }
}
