package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.exchange.FixedRequest;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.exchange.Replies;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.token.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gate that fails itself refuses, and says why once. */
class GateFailureTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final SampleSettings settings = SampleSettings.DEFAULT;

    @ParameterizedTest
    @ValueSource(strings = {"broken", "overflow", "memory", "sneaky"})
    @DisplayName("L3: whatever the validator throws is 503, and logged once with its trace")
    void failureOfOurOwnIs503(String token) {
        TestGate gate = gate(settings);

        for (int i = 0; i < 3; i++) {
            HttpReply reply = answer(gate, SampleRequest.post("/mcp").bearer(token));
            Replies.assertError(
                    reply,
                    503,
                    "INTERNAL_ERROR",
                    "Request could not be checked",
                    "The authorization agent of this server failed; its log on stderr has the cause");
            assertThat(Replies.headers(reply, "WWW-Authenticate")).isEmpty();
        }
        assertThat(log().lines().filter(line -> line.startsWith("[mcp-oauth2-agent] ERROR")))
                .containsExactly(
                        "[mcp-oauth2-agent] ERROR A request was refused because the agent failed while checking it");
        assertThat(log()).contains("    at ").doesNotContain("secret");
    }

    @Test
    @DisplayName("L3: a request that cannot be read is refused, on exempt routes too")
    void failureWhileReadingTheRequestIs503() {
        TestGate gate = TestGate.of(settings.exempt("/*").build(), GateFailureTest::judge, agentLog());

        assertThat(answer(gate, new FixedRequest() {
                            @Override
                            public String rawPath() {
                                throw new IllegalStateException("recycled");
                            }
                        })
                        .status())
                .isEqualTo(503);
    }

    @Test
    void repeatedFailuresAreCountedInTheLog() {
        TestGate gate = gate(settings);
        for (int i = 0; i < 100; i++) {
            gate.admit(SampleRequest.post("/mcp").bearer("broken"));
        }

        assertThat(log().lines()
                        .filter(line -> line.startsWith("[mcp-oauth2-agent] ERROR"))
                        .skip(1))
                .containsExactly(
                        "[mcp-oauth2-agent] ERROR 10 requests were refused so far because the agent failed",
                        "[mcp-oauth2-agent] ERROR 100 requests were refused so far because the agent failed");
    }

    @Test
    void manyCausesAreLoggedUpToABound() {
        InternalFailures failures = new InternalFailures(agentLog());
        for (int i = 0; i < 1_000; i++) {
            Exception failure = new Exception();
            failure.setStackTrace(new StackTraceElement[] {new StackTraceElement("A", "m" + i, "A.java", i)});
            failures.record(failure);
        }

        assertThat(log().lines().filter(line -> line.contains("    at "))).hasSize(100);
    }

    private static HttpReply answer(TestGate gate, HttpRequestView request) {
        Decision decision = gate.admit(request);
        assertThat(decision).isInstanceOf(Decision.Answered.class);
        return ((Decision.Answered) decision).reply();
    }

    private TestGate gate(SampleSettings of) {
        return TestGate.of(of.build(), GateFailureTest::judge, agentLog());
    }

    private AgentLog agentLog() {
        return new AgentLog(new PrintStream(written, true, StandardCharsets.UTF_8), AgentLog.Level.INFO);
    }

    private String log() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private static Verdict judge(String token) {
        switch (token) {
            case "broken" -> throw new IllegalStateException("secret");
            case "overflow" -> throw new StackOverflowError("secret");
            case "memory" -> throw new OutOfMemoryError("secret");
            default -> throw GateFailureTest.<RuntimeException>sneaky(new IOException("secret"));
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Throws a checked exception undeclared.
    private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
