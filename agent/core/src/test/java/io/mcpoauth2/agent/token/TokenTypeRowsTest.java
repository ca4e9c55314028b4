package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.TestSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows D1 to D3: which JWTs are access tokens. */
class TokenTypeRowsTest {
    private static final String TYPE = "Invalid token type";

    private final TestValidator validator = new TestValidator();

    @ParameterizedTest(name = "D2 typ {0} is accepted")
    @ValueSource(
            strings = {"at+jwt", "AT+JWT", "application/at+jwt", "Application/AT+jwt", "JWT", "jwt", "application/jwt"})
    @DisplayName("D2")
    void accessTokenTypesAreAccepted(String type) {
        validator.accepts(TestToken.valid().header("typ", "\"" + type + "\""));
    }

    @ParameterizedTest(name = "D1 typ {0} is refused")
    @ValueSource(
            strings = {
                "logout+jwt",
                "token-introspection+jwt",
                "dpop+jwt",
                "secevent+jwt",
                "oauth-id-jag+jwt",
                "none",
                "NONE",
                "application/none",
                "",
                "at+jwt ",
                "x/at+jwt",
                "client-authentication+jwt",
                "JOSE",
                "refresh+jwt"
            })
    @DisplayName("D1")
    void otherTypesAreRefused(String type) {
        validator.refuses(TestToken.valid().header("typ", "\"" + type + "\""), TYPE);
    }

    @ParameterizedTest(name = "D1, D3 a token of typ JWT or none with {0} = {1} is refused")
    @CsvSource({
        "nonce, '\"n\"'",
        "at_hash, '\"h\"'",
        "c_hash, '\"h\"'",
        "s_hash, '\"h\"'",
        "events, '{}'",
        "token_introspection, '{\"active\":true}'",
        "typ, '\"ID\"'",
        "typ, '\"Refresh\"'",
        "typ, '\"Offline\"'",
        "typ, '\"Logout\"'",
        "typ, '\"verify-email\"'",
        "typ, 5",
        "token_use, '\"id\"'",
        "token_use, '\"refresh_token\"'",
        "sub, '\"https://as.example\"'"
    })
    @DisplayName("D1, D3")
    void markedTokenIsRefused(String claim, String value) {
        validator.refuses(TestToken.valid().header("typ", "\"JWT\"").claim(claim, value), TYPE);
        validator.refuses(TestToken.valid().withoutHeader("typ").claim(claim, value), TYPE);
    }

    @ParameterizedTest(name = "claim {0} = {1} is what real access tokens have")
    @CsvSource({
        "typ, '\"Bearer\"'",
        "typ, '\"DPoP\"'",
        "token_use, '\"access\"'",
        "token_use, '\"access_token\"'",
        "auth_time, 1",
        "acr, '\"1\"'",
        "sid, '\"s\"'",
        "azp, '\"client\"'",
        "email, '\"a@b.example\"'",
        "ver, '\"2.0\"'"
    })
    void ordinaryClaimsAreNoMarks(String claim, String value) {
        validator.accepts(TestToken.valid().header("typ", "\"JWT\"").claim(claim, value));
    }

    @Test
    @DisplayName("D3 a missing typ depends on the setting")
    void missingTypeDependsOnTheSetting() {
        validator.accepts(TestToken.valid().withoutHeader("typ"));
        TestValidator strict = new TestValidator(TestSettings.defaults().with("token_types", "at+jwt"));
        strict.refuses(TestToken.valid().withoutHeader("typ"), TYPE);
        strict.refuses(TestToken.valid().header("typ", "\"JWT\""), TYPE);
        strict.accepts(TestToken.valid());
    }

    @Test
    @DisplayName("D1 an ID token for this server's own client id is refused, an access token for it is not")
    void ownIdTokenIsRefused() {
        TestValidator entra = new TestValidator(
                TestSettings.defaults().with("client_id", "me").with("audience", "me"));
        entra.refuses(jwtFor("\"me\""), TYPE);
        entra.refuses(jwtFor("[\"me\"]").claim("azp", "\"me\""), TYPE);
        entra.accepts(jwtFor("\"me\"").claim("scp", "\"mcp.read\""));
        entra.accepts(jwtFor("\"me\"").claim("azp", "\"another\""));
    }

    @Test
    @DisplayName("D1 an ID token of any client that is an accepted audience is refused, its access token is not")
    void idTokenOfAnAcceptedClientIsRefused() {
        TestValidator spring = new TestValidator(TestSettings.defaults().with("audience", "one", "two"));
        spring.refuses(jwtFor("\"two\"").claim("azp", "\"two\""), TYPE);
        spring.refuses(jwtFor("[\"two\"]").claim("azp", "\"two\""), TYPE);
        spring.accepts(jwtFor("\"two\"").claim("azp", "\"two\"").claim("scope", "[\"a\"]"));
        spring.accepts(jwtFor("\"two\"").claim("azp", "\"two\"").claim("roles", "[\"a\"]"));
        spring.accepts(jwtFor("\"two\""));
        spring.accepts(jwtFor("[\"one\",\"two\"]").claim("azp", "\"two\""));
    }

    @Test
    @DisplayName("B7 this server's client id alone is no audience")
    void clientIdIsNoAudience() {
        new TestValidator(TestSettings.defaults().with("client_id", "me"))
                .refuses(jwtFor("\"me\"").claim("scope", "\"a\""), "Invalid audience");
    }

    private static TestToken jwtFor(String audience) {
        return TestToken.valid().header("typ", "\"JWT\"").claim("aud", audience);
    }
}
