package io.mcpoauth2.agent.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.TestSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows B: which aud names this server. */
class AudienceRowsTest {
    private final TestValidator validator = new TestValidator();

    @ParameterizedTest(name = "B1, B3, B4, B7 aud {0} is refused")
    @ValueSource(
            strings = {
                "null",
                "\"\"",
                "[]",
                "{}",
                "5",
                "[null]",
                "[[\"https://mcp.example/mcp\"]]",
                "[null,\"https://mcp.example/mcp\"]",
                "\"https://mcp.example/mc\"",
                "\"https://mcp.example/mcp2\"",
                "\"https://mcp.example/mcp/../x\"",
                "\"https://mcp.example.other.example/mcp\"",
                "\"https://mcp.example@other.example/mcp\"",
                "\"https://x@mcp.example/mcp\"",
                "\"http://mcp.example/mcp\"",
                "\"https://mcp.example:8443/mcp\"",
                "\"https://mcp.example/mcp?x\"",
                "\"https://mcp.example/mcp#f\"",
                "\"https://mcp.example/mcp/\"",
                "\"https://mcp.example/MCP\"",
                "\"https://mcp.example\"",
                "\"account\"",
                "\" https://mcp.example/mcp\"",
                "\"https://mcp.example/%6dcp\"",
                "\"https://mcp.example:80/mcp\"",
                "\"https://mcp.e\u212Aample/mcp\"",
                "\"*\"",
                "\"https://mcp.example\\\\/mcp\""
            })
    @DisplayName("B1, B3, B4, B7")
    void otherAudienceIsRefused(String audience) {
        Verdict.Invalid invalid = validator.refuses(TestToken.valid().claim("aud", audience), "Invalid audience");
        assertThat(invalid.details()).isEqualTo("Expected audience: https://mcp.example/mcp");
    }

    @Test
    @DisplayName("B1 a missing aud is refused")
    void missingAudienceIsRefused() {
        validator.refuses(TestToken.valid().withoutClaim("aud"), "Invalid audience");
    }

    @ParameterizedTest(name = "B2, B6 aud {0} is ours")
    @ValueSource(
            strings = {
                "[\"x\",\"https://mcp.example/mcp\",\"account\"]",
                "\"HTTPS://MCP.Example/mcp\"",
                "\"https://mcp.example:443/mcp\"",
                "[\"https://mcp.example/mcp\"]"
            })
    @DisplayName("B2, B6")
    void sameServerIsAccepted(String audience) {
        validator.accepts(TestToken.valid().claim("aud", audience));
    }

    @Test
    @DisplayName("B5 an empty path and / are the same audience")
    void emptyPathIsSlash() {
        TestValidator root = new TestValidator(TestSettings.defaults().with("audience", "https://h"));
        root.accepts(TestToken.valid().claim("aud", "\"https://h/\""));
        root.accepts(TestToken.valid().claim("aud", "\"https://h\""));
        TestValidator slash = new TestValidator(TestSettings.defaults().with("audience", "https://h/"));
        slash.accepts(TestToken.valid().claim("aud", "\"https://h\""));
        slash.refuses(TestToken.valid().claim("aud", "\"https://h//\""), "Invalid audience");
    }

    @Test
    @DisplayName("B4 audiences with a user's name are compared exactly")
    void audienceWithUserIsComparedExactly() {
        TestValidator named = new TestValidator(TestSettings.defaults().with("audience", "https://a@h/mcp"));
        named.accepts(TestToken.valid().claim("aud", "\"https://a@h/mcp\""));
        named.refuses(TestToken.valid().claim("aud", "\"https://b@h/mcp\""), "Invalid audience");
        named.refuses(TestToken.valid().claim("aud", "\"https://a@H/mcp\""), "Invalid audience");
        TestValidator nameless = new TestValidator(TestSettings.defaults().with("audience", "https://@h/mcp"));
        nameless.accepts(TestToken.valid().claim("aud", "\"https://@h/mcp\""));
        nameless.refuses(TestToken.valid().claim("aud", "\"https://@H/mcp\""), "Invalid audience");
    }

    @Test
    void audienceThatIsNoUrlIsComparedExactly() {
        TestValidator named = new TestValidator(TestSettings.defaults().with("audience", "api://Mcp", "my-api"));
        named.accepts(TestToken.valid().claim("aud", "\"my-api\""));
        named.accepts(TestToken.valid().claim("aud", "\"api://Mcp\""));
        named.refuses(TestToken.valid().claim("aud", "\"My-Api\""), "Invalid audience");
        named.refuses(TestToken.valid().claim("aud", "\"api://mcp\""), "Invalid audience");
        named.refuses(TestToken.valid().claim("aud", "\"api://Mcp/\""), "Invalid audience");
    }
}
