package io.mcpoauth2.agent.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OtherLocksTest {
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final OtherLocks locks =
            new OtherLocks(new AgentLog(new PrintStream(logged, true, StandardCharsets.UTF_8), AgentLog.Level.WARN));

    @Test
    void eachIsToldOnceAndNoClassIsChanged() {
        assertThat(load("org/springaicommunity/mcp/security/server/config/McpServerOAuth2Configurer"))
                .isNull();
        load("org/springaicommunity/mcp/security/server/config/McpServerOAuth2Configurer");

        assertThat(logged.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("WARN Spring AI's mcp-server-security checks the tokens", "type at+jwt");
    }

    @Test
    void ofOthersNothingIsTold() {
        load("org/springframework/security/web/FilterChainProxy");
        load(null);

        assertThat(logged.size()).isZero();
    }

    private byte @Nullable [] load(@Nullable String name) {
        return locks.transform(null, name, null, null, new byte[0]);
    }
}
