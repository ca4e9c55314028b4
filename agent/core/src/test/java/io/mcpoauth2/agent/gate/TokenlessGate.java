package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.TestPolicy;
import io.mcpoauth2.agent.exchange.Replies;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.agent.token.Verdicts;
import io.mcpoauth2.bridge.UserKeys;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A gate that has something for anybody, and what is sent to it. */
final class TokenlessGate {
    static final SampleSettings SETTINGS =
            SampleSettings.DEFAULT.scopes("mcp:use").with("anonymous_discovery", "true");
    static final String METADATA =
            "resource_metadata=\"https://mcp.example.com/.well-known/oauth-protected-resource/mcp\"";
    static final String CHATGPT = "openai-mcp/1.0.0 (ChatGPT)";

    private static final String RULES = """
            [{"method": "tools/call", "name": "weather", "anonymous": true},
             {"method": "tools/call", "name": "admin", "scopes": "files:admin"},
             {"method": "tools/call", "name": "mine", "roles": "owner"},
             {"method": "prompts/list", "deny": true}]
            """;

    private TokenlessGate() {}

    static Access access() {
        return new Access(TestPolicy.with("anonymous_discovery", "true", RULES));
    }

    /** Takes every token but {@code bad}. */
    static TestGate of(SampleSettings settings, Access access) {
        return TestGate.of(
                settings.build(),
                access,
                token -> token.equals("bad") ? invalid() : valid(),
                AgentLog.toStderr(AgentLog.Level.INFO),
                Measurements.NONE);
    }

    static String call(String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"seven\",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\"}}";
    }

    static SampleRequest post() {
        return SampleRequest.post("/mcp").header("Content-Type", "application/json");
    }

    /** It is the answer to a request without a token, whatever its message is. */
    static void assertPlain(Decision decision) {
        assertThat(decision).isInstanceOfSatisfying(Decision.Answered.class, answered -> {
            assertThat(answered.reply().status()).isEqualTo(401);
            assertThat(Replies.headers(answered.reply(), "WWW-Authenticate"))
                    .containsExactly("Bearer " + METADATA + ", scope=\"mcp:use\"");
        });
    }

    private static Verdict invalid() {
        return new Verdict.Invalid(Reason.SIGNATURE, "Invalid signature", "the signature is wrong");
    }

    static Verdict valid() {
        Map<String, Object> user = Map.of(UserKeys.SUBJECT, "u", UserKeys.SCOPES, Set.of("mcp:use"));
        return Verdicts.valid(user, Optional.empty());
    }
}
