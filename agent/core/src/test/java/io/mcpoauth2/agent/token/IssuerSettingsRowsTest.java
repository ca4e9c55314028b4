package io.mcpoauth2.agent.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.issuer.SigningKey;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows whose outcome is a matter of settings. */
class IssuerSettingsRowsTest {
    private static final String US = "https://mcp.example/mcp";
    private static final long NOW = TestToken.NOW.getEpochSecond();

    @ParameterizedTest(name = "B2 where this server has to be the sole audience, aud {0} is accepted: {1}")
    @CsvSource(
            value = {
                "\"https://mcp.example/mcp\" | true",
                "[\"https://mcp.example/mcp\"] | true",
                "[\"https://mcp.example/mcp\",\"https://MCP.example:443/mcp\"] | true",
                "[\"https://mcp.example/mcp\",\"other\"] | false",
                "[\"other\",\"https://mcp.example/mcp\"] | false",
                "[] | false"
            },
            delimiter = '|')
    @DisplayName("B2")
    void soleAudience(String audience, boolean accepted) {
        TestValidator strict = new TestValidator(TestSettings.defaults().with("sole_audience", "true"));
        assertThat(strict.validate(TestToken.valid().claim("aud", audience).build()) instanceof Verdict.Valid)
                .isEqualTo(accepted);
    }

    @Test
    @DisplayName("E4 a token is accepted for max_token_age after its iat, and not without one")
    void tokenOfLimitedAge() {
        TestValidator strict = new TestValidator(TestSettings.defaults().with("max_token_age", "120"));
        strict.accepts(TestToken.valid().claim("iat", "" + (NOW - 179)));
        strict.refuses(TestToken.valid().claim("iat", "" + (NOW - 180)), "Token is too old");
        strict.refuses(TestToken.valid().withoutClaim("iat"), "Invalid issue time");
        strict.refuses(TestToken.valid().claim("iat", "\"x\""), "Token is not yet valid");
    }

    @Test
    @DisplayName("E4 a token that is known as good is not accepted beyond its age either")
    void knownTokenOfLimitedAge() {
        TestValidator strict = new TestValidator(TestSettings.defaults().with("max_token_age", "120"));
        TestToken token = TestToken.valid();
        strict.accepts(token);
        strict.time.pass(Duration.ofMinutes(3));
        strict.refuses(token, "Token is too old");
    }

    @ParameterizedTest(name = "B1 without aud, where scopes name the audience, scope {0} is accepted: {1}")
    @CsvSource(
            value = {
                "\"https://mcp.example/mcp/read\" | true",
                "\"openid https://mcp.example/mcp/read\" | true",
                "[\"https://mcp.example/mcp/read\"] | true",
                "\"https://mcp.example/mcp\" | false",
                "\"https://mcp.example/mcp/\" | false",
                "\"https://mcp.example/mcp/a/b\" | false",
                "\"https://mcp.example/other/read\" | false",
                "\"https://mcp.example/mcp2/read\" | false",
                "\"openid\" | false",
                "\"/read\" | false",
                "null | false"
            },
            delimiter = '|')
    @DisplayName("B1")
    void audienceFromScope(String scope, boolean accepted) {
        TestValidator cognito = new TestValidator(TestSettings.defaults().with("audience_from_scope", "true"));
        TestToken token = TestToken.valid().withoutClaim("aud").claim("scope", scope);
        assertThat(cognito.validate(token.build()) instanceof Verdict.Valid).isEqualTo(accepted);
        assertThat(new TestValidator().validate(token.build())).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    @DisplayName("B1 an audience that is there counts more than one in a scope")
    void audienceCountsMoreThanScope() {
        TestValidator cognito = new TestValidator(TestSettings.defaults().with("audience_from_scope", "true"));
        String scope = "\"" + US + "/read\"";
        cognito.refuses(TestToken.valid().claim("aud", "\"other\"").claim("scope", scope), "Invalid audience");
        cognito.refuses(TestToken.valid().claim("aud", "null").claim("scope", scope), "Invalid audience");
        cognito.accepts(TestToken.valid().claim("scope", "\"x\""));
    }

    @Test
    @DisplayName("C1 a key of one issuer never verifies a token of another")
    void keysBelongToTheirIssuer() {
        TestValidator both =
                new TestValidator(TestSettings.defaults().with("issuer", "https://as.example", "https://b.example"));
        SigningKey own = SigningKey.ed25519("own");
        both.issuer("https://b.example").publishes(own.jwk());
        TestToken token = TestToken.valid().signedBy(own, "EdDSA");
        both.accepts(token.claim("iss", "\"https://b.example\""));
        both.refuses(token.claim("iss", "\"https://as.example\""), "Unknown key");
    }

    @Test
    @DisplayName("C4 a tenant that is not listed is an unknown issuer")
    void tenantThatIsNotListed() {
        TestValidator tenants = new TestValidator(TestSettings.defaults()
                .with("issuer", "https://login.example/{tenantid}/v2.0")
                .with("tenants", "a", "b"));
        tenants.accepts(TestToken.valid().claim("iss", "\"https://login.example/a/v2.0\""));
        tenants.accepts(TestToken.valid().claim("iss", "\"https://login.example/b/v2.0\""));
        for (String other : new String[] {"c", "{tenantid}", "", "a/v2.0/../b", "A"}) {
            tenants.refuses(
                    TestToken.valid().claim("iss", "\"https://login.example/" + other + "/v2.0\""), "Invalid issuer");
        }
    }

    @Test
    @DisplayName("H1 a token that is bound to one known thing is valid, and what it is bound to is known")
    void boundTokenIsValidWithItsConfirmation() {
        TestValidator validator = new TestValidator();
        String hash = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";
        assertThat(validator
                        .accepts(TestToken.valid().claim("cnf", "{\"jkt\":\"" + hash + "\"}"))
                        .confirmation())
                .contains(new Confirmation.ProofKey(hash));
        assertThat(validator
                        .accepts(TestToken.valid().claim("cnf", "{\"jkt\":\"" + hash + "\",\"kc-jkt-type\":\"DPoP\"}"))
                        .confirmation())
                .contains(new Confirmation.ProofKey(hash));
        assertThat(validator
                        .accepts(TestToken.valid().claim("cnf", "{\"x5t#S256\":\"" + hash + "\"}"))
                        .confirmation())
                .contains(new Confirmation.Certificate(hash));
        for (String other : new String[] {
            "null",
            "{}",
            "\"jkt\"",
            "[]",
            "{\"jkt\":1}",
            "{\"jkt\":\"AAAA\"}",
            "{\"kid\":\"x\"}",
            "{\"kc-jkt-type\":\"DPoP\"}",
            "{\"jkt\":\"" + hash + "\",\"x5t#S256\":\"" + hash + "\"}"
        }) {
            validator.refuses(TestToken.valid().claim("cnf", other), "Proof of possession required");
        }
    }
}
