package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.judgement.RequestFacts;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an audit is told of requests, where there is one. */
class AuditedRequestsTest {
    private final List<Judgement> told = new ArrayList<>();
    private final SampleSettings settings = SampleSettings.DEFAULT.with("audit", "stderr");

    @Test
    void everyDecisionTellsOfItsRequest() {
        TestGate gate = gate(settings.scopes("a").exempt("/health"));
        gate.admit(SampleRequest.post("/mcp").query("secret=1"));
        gate.admit(SampleRequest.post("/mcp").bearer("good"));
        gate.admit(SampleRequest.post("/mcp").bearer("broken"));
        gate.admit(SampleRequest.of("GET", "/health"));

        assertThat(told)
                .extracting(Judgement::reason)
                .containsExactly(Reason.NO_TOKEN, Reason.SCOPE, Reason.FAILURE, Reason.EXEMPT);
        assertThat(told).allSatisfy(judgement -> {
            RequestFacts facts = Objects.requireNonNull(judgement.request());
            assertThat(facts.id()).hasSize(16);
            assertThat(facts.address()).isEmpty();
            assertThat(facts.path()).doesNotContain("secret");
        });
        assertThat(told.stream().map(judgement -> judgement.request()).distinct())
                .hasSize(4);
        assertThat(told.get(1).needed()).containsExactly("a");
        assertThat(told.get(1).user()).isNotEmpty();
    }

    @Test
    void theCallersIdentityHasTheNameOfItsRequest() {
        Decision.Admitted admitted = (Decision.Admitted)
                gate(settings).admit(SampleRequest.post("/mcp").bearer("good"));
        String name = Objects.requireNonNull(told.get(0).request()).id();
        assertThat(admitted.identity().requestName()).isEqualTo(name);
        assertThat(admitted.identity().again().requestName()).isEqualTo(name);
    }

    @Test
    void theAddressIsToldWhereItIsWanted() {
        gate(settings.with("audit_address", "true"))
                .admit(SampleRequest.post("/mcp").peer(InetAddress.getLoopbackAddress()));
        assertThat(Objects.requireNonNull(told.get(0).request()).address()).isEqualTo("127.0.0.1");
    }

    @Test
    void withoutAnAuditNothingIsKept() {
        gate(SampleSettings.DEFAULT).admit(SampleRequest.post("/mcp").bearer("good"));
        assertThat(told.get(0).request()).isNull();
    }

    private TestGate gate(SampleSettings of) {
        Settings built = of.build();
        Measurements counters = new Measurements() {
            @Override
            public void judged(Judgement judgement, long nanos) {
                told.add(judgement);
            }

            @Override
            public void lookedUp(boolean hit) {}

            @Override
            public void fetchedKeys(String issuer, boolean succeeded, long nanos) {}

            @Override
            public void introspected(String issuer, boolean answered, long nanos) {}
        };
        return TestGate.of(built, TestRoutes::judge, AgentLog.toStderr(AgentLog.Level.ERROR), counters);
    }
}
