package io.mcpoauth2.agent.token;

import static io.mcpoauth2.agent.token.TestToken.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.issuer.SigningKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows B, C, E and H1: what the claims must say. */
class ClaimRowsTest {
    private static final long SECONDS = NOW.getEpochSecond();

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

    @Test
    @DisplayName("C1 the key of one issuer does not sign for another")
    void keysBelongToTheirIssuer() {
        TestValidator two =
                new TestValidator(TestSettings.defaults().with("issuer", "https://as.example", "https://b.example"));
        SigningKey keyOfB = SigningKey.ed25519("ed");
        two.issuer("https://b.example").publishes(keyOfB.jwk());
        two.refuses(TestToken.valid().signedBy(keyOfB, "EdDSA"), "Invalid signature");
        two.accepts(TestToken.valid().signedBy(keyOfB, "EdDSA").claim("iss", "\"https://b.example\""));
    }

    @ParameterizedTest(name = "C1 to C4 iss {0} is refused, and nothing is fetched")
    @ValueSource(
            strings = {
                "null",
                "5",
                "[\"https://as.example\"]",
                "\"\"",
                "\"https://as.example/\"",
                "\"https://as.example.other.example\"",
                "\"https://AS.example\"",
                "\"http://as.example\"",
                "\"https://as.example \"",
                "\"https://as.ex\u0430mple\"",
                "\"https://as.example/realms/x/../y\"",
                "\"https://as.example:443\"",
                "\"https://other.example\""
            })
    @DisplayName("C1, C2, C3, C4")
    void otherIssuerIsRefused(String issuer) {
        Verdict.Invalid invalid = validator.refuses(TestToken.valid().claim("iss", issuer), "Invalid issuer");
        assertThat(invalid.details()).isEqualTo("Expected issuer: https://as.example");
        assertThat(validator.issuer().fetches()).isZero();
    }

    @Test
    @DisplayName("C1 a missing iss is refused")
    void missingIssuerIsRefused() {
        validator.refuses(TestToken.valid().withoutClaim("iss"), "Invalid issuer");
    }

    @ParameterizedTest(name = "E1, E2 exp {0} is refused as {1}")
    @CsvSource({
        "null, Invalid expiry",
        "'\"1999999999\"', Invalid expiry",
        "'\"\"', Invalid expiry",
        "true, Invalid expiry",
        "[1], Invalid expiry",
        "1e400, Invalid expiry",
        "-1, Token has expired",
        "0, Token has expired",
        "9e15, Invalid expiry",
        "9223372036854775808, Invalid expiry",
        "9223372036854775807, Invalid expiry",
        "1e300, Invalid expiry",
        "-1e300, Invalid expiry"
    })
    @DisplayName("E1, E2")
    void expiryThatIsNoTimeIsRefused(String expiry, String summary) {
        validator.refuses(TestToken.valid().claim("exp", expiry), summary);
    }

    @Test
    @DisplayName("E1 a missing exp is refused")
    void missingExpiryIsRefused() {
        validator.refuses(TestToken.valid().withoutClaim("exp"), "Invalid expiry");
    }

    @Test
    @DisplayName("E2 a token is refused from exp plus skew on, and beyond the horizon")
    void expiryIsExactWithinTheSkew() {
        long skew = TestValidator.SKEW.toSeconds();
        validator.accepts(TestToken.valid().claim("exp", "" + SECONDS));
        validator.accepts(TestToken.valid().claim("exp", "" + (SECONDS - 1)));
        validator.accepts(TestToken.valid().claim("exp", "" + (SECONDS - skew + 1)));
        validator.accepts(TestToken.valid().claim("exp", (SECONDS - skew) + ".9"));
        validator.refuses(TestToken.valid().claim("exp", "" + (SECONDS - skew)), "Token has expired");
        validator.refuses(TestToken.valid().claim("exp", "" + (SECONDS - skew - 1)), "Token has expired");
        validator.accepts(TestToken.valid()
                .claim("exp", "" + (SECONDS + Duration.ofDays(365).toSeconds())));
        validator.refuses(
                TestToken.valid()
                        .claim("exp", "" + (SECONDS + Duration.ofDays(367).toSeconds())),
                "Invalid expiry");
        validator.refuses(TestToken.valid().claim("exp", (SECONDS + 60) + "000"), "Invalid expiry");
    }

    @Test
    void expiryIsTheTokensOwn() {
        Verdict.Valid valid = validator.accepts(TestToken.valid().claim("exp", (SECONDS + 7) + ".25"));
        assertThat(valid.expiresAt())
                .isEqualTo(Instant.ofEpochSecond(SECONDS + 7).plusMillis(250));
    }

    @Test
    @DisplayName("E3, E4 nbf and iat in the future beyond the skew, or not numbers, are refused")
    void timesMustHaveCome() {
        long skew = TestValidator.SKEW.toSeconds();
        for (String name : new String[] {"nbf", "iat"}) {
            validator.accepts(TestToken.valid().claim(name, "" + (SECONDS + skew)));
            validator.refuses(TestToken.valid().claim(name, "" + (SECONDS + skew + 1)), "Token is not yet valid");
            validator.refuses(TestToken.valid().claim(name, "\"" + SECONDS + "\""), "Token is not yet valid");
            validator.refuses(TestToken.valid().claim(name, "null"), "Token is not yet valid");
            validator.accepts(TestToken.valid().claim(name, "-1"));
        }
    }

    @Test
    @DisplayName("E4 a missing iat is refused if only at+jwt is accepted")
    void missingIssueTimeDependsOnTheTypes() {
        validator.accepts(TestToken.valid().withoutClaim("iat"));
        new TestValidator(TestSettings.defaults().with("token_types", "at+jwt"))
                .refuses(TestToken.valid().withoutClaim("iat"), "Invalid issue time");
    }

    @ParameterizedTest(name = "E6 sub {0} is refused")
    @ValueSource(strings = {"null", "\"\"", "\"null\"", "5", "[\"a\"]", "\"a\\u0000\"", "\"a\\nb\"", "\"\\u0085\""})
    @DisplayName("E6")
    void oddSubjectIsRefused(String subject) {
        validator.refuses(TestToken.valid().claim("sub", subject), "Invalid subject");
    }

    @Test
    @DisplayName("E6 a missing sub and one over 1 KB are refused")
    void missingOrLongSubjectIsRefused() {
        validator.refuses(TestToken.valid().withoutClaim("sub"), "Invalid subject");
        validator.accepts(TestToken.valid().claim("sub", "\"" + "s".repeat(1024) + "\""));
        validator.refuses(TestToken.valid().claim("sub", "\"" + "s".repeat(1025) + "\""), "Invalid subject");
        validator.refuses(TestToken.valid().claim("sub", "\"" + "é".repeat(513) + "\""), "Invalid subject");
    }

    @Test
    @DisplayName("E7 a client_credentials token is valid")
    void clientMayBeItsOwnSubject() {
        validator.accepts(TestToken.valid().claim("sub", "\"client\"").claim("client_id", "\"client\""));
    }

    @ParameterizedTest(name = "H1 cnf {0} is refused")
    @ValueSource(
            strings = {
                "{\"jkt\":\"a\"}",
                "{\"x5t#S256\":\"a\"}",
                "{\"other\":1}",
                "{}",
                "null",
                "{\"jkt\":\"a\",\"x5t#S256\":\"b\"}"
            })
    @DisplayName("H1")
    void boundTokenIsRefused(String confirmation) {
        validator.refuses(TestToken.valid().claim("cnf", confirmation), "Proof of possession required");
    }
}
