package io.mcpoauth2.agent.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.gate.Gate;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.NotAuthenticatedException;
import io.mcpoauth2.bridge.Reports;
import io.mcpoauth2.bridge.RequestIdentity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An event loop must not build the gate to refuse a message that no door brought, so that there is none here. */
class ChokePointsTest {
    private static final McpFramework FRAMEWORK = new McpFramework("Some MCP", "Some Server", "Do this");

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final ChokePoints chokePoints = new ChokePoints(
            ChokePointsTest::gate,
            new AgentLog(new PrintStream(lines, true, StandardCharsets.UTF_8), AgentLog.Level.INFO));

    @AfterEach
    void leaveNothingOnTheThread() {
        Carrier.swap(null);
        Reports.to(null);
    }

    @Test
    void inReportModeAMessageOfNobodyGoesOnAndOneThatNoDoorBroughtDoesNot() {
        List<String> told = new ArrayList<>();
        Reports.to(told::add);
        assertThat(chokePoints.refusal(FRAMEWORK)).isNotNull();
        assertThatThrownBy(() -> chokePoints.require(FRAMEWORK)).isInstanceOf(NotAuthenticatedException.class);
        assertThat(told).isEmpty();

        Carrier.swap(RequestIdentity.NOBODY);
        assertThat(chokePoints.refusal(FRAMEWORK)).isNull();
        assertThat(chokePoints.require(FRAMEWORK)).isSameAs(RequestIdentity.NOBODY);
        assertThat(told).containsExactly("Some MCP", "Some MCP");
    }

    @Test
    void messageThatNoDoorBroughtGets503WithoutChallengeThatNamesTheAgent() {
        HttpReply reply = Objects.requireNonNull(chokePoints.refusal(FRAMEWORK));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers())
                .extracting(HttpReply.Header::name)
                .doesNotContain("WWW-Authenticate")
                .contains("Content-Type");
        assertThat(new String(reply.body(), StandardCharsets.UTF_8))
                .contains("\"code\":\"UNSUPPORTED_SERVER\"", "mcp-oauth2-agent");
    }

    @Test
    void messageOfAnAuthenticatedCallerGoesOn() {
        RequestIdentity caller = new RequestIdentity(Map.of());
        Carrier.swap(caller);

        assertThat(chokePoints.refusal(FRAMEWORK)).isNull();
        assertThat(chokePoints.require(FRAMEWORK)).isSameAs(caller);
        assertThat(logged()).isEmpty();
    }

    @Test
    void messageThatADoorLetThroughWithoutATokenIsTheGatesToRefuseAndNotSaidToHaveNoDoor() {
        Carrier.swap(RequestIdentity.NOBODY);

        assertThatThrownBy(() -> chokePoints.refusal(FRAMEWORK)).isInstanceOf(GateAsked.class);
        assertThatThrownBy(() -> chokePoints.require(FRAMEWORK))
                .isInstanceOf(NotAuthenticatedException.class)
                .hasMessageContaining("no validated access token");
        assertThat(logged()).isEmpty();
    }

    @Test
    void exceptionWhereNoAnswerIsPossibleNamesTheAgentAndTheMissingDoor() {
        assertThatThrownBy(() -> chokePoints.require(FRAMEWORK))
                .isInstanceOf(NotAuthenticatedException.class)
                .hasMessageContainingAll("mcp-oauth2-agent", "no door");
    }

    @Test
    void eachFrameworkIsNamedOnceAndThenCounted() {
        for (int i = 0; i < 12; i++) {
            chokePoints.refusal(FRAMEWORK);
        }
        chokePoints.refusal(new McpFramework("Other MCP", "Other Server", "Do that"));

        assertThat(logged().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("[mcp-oauth2-agent] ERROR "))
                .anyMatch(line -> line.contains("Some MCP runs on Some Server") && line.contains("Do this"))
                .anyMatch(line -> line.contains("10 MCP messages") && line.contains("Some MCP on Some Server"))
                .anyMatch(line -> line.contains("Other MCP runs on Other Server"));
    }

    private String logged() {
        return lines.toString(StandardCharsets.UTF_8);
    }

    private static Gate gate() {
        throw new GateAsked();
    }

    private static final class GateAsked extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
