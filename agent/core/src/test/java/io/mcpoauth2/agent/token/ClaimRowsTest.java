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

/** Rows C, E and H1: what iss, the times, sub and cnf must say. */
class ClaimRowsTest {
    private static final long SECONDS = NOW.getEpochSecond();

    private final TestValidator validator = new TestValidator();

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
