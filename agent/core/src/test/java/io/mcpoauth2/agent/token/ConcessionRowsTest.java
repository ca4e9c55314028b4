package io.mcpoauth2.agent.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.access.RequiredUser;
import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.bridge.UserKeys;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an issuer's tokens may lack or carry where its settings say so, and not a bit more. */
class ConcessionRowsTest {
    private static final String TYPE = "Invalid token type";
    private static final String SUBJECT = "Invalid subject";

    @ParameterizedTest(name = "T1 the mark {0} does not count where it is ignored, and alone")
    @ValueSource(strings = {"nonce", "at_hash", "c_hash", "s_hash"})
    void ignoredMark(String mark) {
        TestToken token = jwt().claim(mark, "\"x\"");
        TestValidator strict = new TestValidator();
        assertThat(strict.refuses(token, TYPE).details()).contains("The claim " + mark + " marks an ID token");
        assertThat(strict.log()).contains("ignored_marks=" + mark);

        TestValidator lenient = with("ignored_marks", mark);
        lenient.accepts(token);
        lenient.accepts(jwt().claim(mark, "null"));
        String other = mark.equals("nonce") ? "at_hash" : "nonce";
        lenient.refuses(jwt().claim(mark, "\"x\"").claim(other, "\"x\""), TYPE);
    }

    /** Dex, authentik. */
    @Test
    @DisplayName("T1 a client as only audience")
    void ignoredAuthorizedParty() {
        TestToken token = jwt().claim("aud", "\"mcp\"").claim("azp", "\"mcp\"").claim("at_hash", "\"x\"");
        TestSettings settings = TestSettings.defaults().with("audience", "mcp");
        assertThat(new TestValidator(settings).refuses(token, TYPE).details()).contains("at_hash");
        assertThat(new TestValidator(settings.with("ignored_marks", "at_hash"))
                        .refuses(token, TYPE)
                        .details())
                .contains("azp");
        new TestValidator(settings.with("ignored_marks", "at_hash", "azp")).accepts(token);
        new TestValidator(settings.with("ignored_marks", "at_hash", "azp").with("client_id", "mcp")).accepts(token);
    }

    @Test
    @DisplayName("T1 an ID token of this server's own login, which names no azp, stays one")
    void ownLoginStaysRefused() {
        new TestValidator(TestSettings.defaults()
                        .with("audience", "me")
                        .with("client_id", "me")
                        .with("ignored_marks", "nonce", "at_hash", "c_hash", "s_hash", "azp"))
                .refuses(jwt().claim("aud", "\"me\""), TYPE);
    }

    @ParameterizedTest(name = "T1 {0} = {1} counts whatever is ignored")
    @CsvSource({
        "events, '{}'",
        "token_introspection, '{}'",
        "typ, '\"ID\"'",
        "token_use, '\"id\"'",
        "sub, '\"https://as.example\"'"
    })
    void otherKindsStayRefused(String claim, String json) {
        with("ignored_marks", "nonce,at_hash,c_hash,s_hash,azp").refuses(jwt().claim(claim, json), TYPE);
    }

    @ParameterizedTest(name = "T1 header typ {0} counts whatever is ignored")
    @ValueSource(strings = {"logout+jwt", "dpop+jwt", "oauth-id-jag+jwt"})
    void otherTypesStayRefused(String type) {
        with("ignored_marks", "nonce,at_hash,c_hash,s_hash,azp").refuses(jwt().header("typ", "\"" + type + "\""), TYPE);
    }

    @ParameterizedTest(name = "T2 with {0} alone the client is the caller")
    @ValueSource(strings = {"client_id", "azp", "appid", "cid"})
    void clientStandsForASubject(String claim) {
        TestToken token = jwt().withoutClaim("sub").claim(claim, "\"c1\"");
        Verdict.Invalid strict = new TestValidator().refuses(token, SUBJECT);
        assertThat(strict.details()).contains("Keycloak", "scope basic");
        assertThat(strict.remedy()).contains("subject_from_client");

        Verdict.Valid accepted = with("subject_from_client", "true").accepts(token);
        assertThat(accepted.user())
                .containsEntry(UserKeys.SUBJECT, "client:c1")
                .containsEntry(UserKeys.CLIENT_ID, "c1");
        assertThat(RequiredUser.isMissingIn(accepted.user())).isTrue();
    }

    @ParameterizedTest(name = "T2 {0} speaks of a user")
    @ValueSource(strings = {"sid", "auth_time", "amr", "acr", "email", "preferred_username", "name", "upn", "act"})
    void userWithoutSubjectIsRefused(String claim) {
        Verdict.Invalid refused = with("subject_from_client", "true")
                .refuses(jwt().withoutClaim("sub").claim("client_id", "\"c1\"").claim(claim, "null"), SUBJECT);
        assertThat(refused.details()).contains("Keycloak", "scope basic");
    }

    @ParameterizedTest(name = "T2 sub {0} is not missing")
    @ValueSource(strings = {"null", "\"\"", "\"null\"", "1", "[]"})
    void wrongSubjectIsNoMissingOne(String json) {
        with("subject_from_client", "true").refuses(jwt().claim("sub", json).claim("client_id", "\"c1\""), SUBJECT);
    }

    @ParameterizedTest(name = "T2 client {0} cannot stand for a subject")
    @ValueSource(strings = {"null", "\"\"", "1", "\"a\\u0000\""})
    void clientHasToBeOne(String json) {
        with("subject_from_client", "true").refuses(jwt().withoutClaim("sub").claim("client_id", json), SUBJECT);
    }

    @Test
    @DisplayName("T2 no user has the subject of a client")
    void noUserIsAClient() {
        TestToken token = jwt().claim("sub", "\"client:c1\"");
        with("subject_from_client", "true").refuses(token, SUBJECT);
        new TestValidator().accepts(token);
    }

    @Test
    @DisplayName("T3 a token without aud is for this server where the issuer binds it")
    void audienceBoundByTheIssuer() {
        TestToken token = jwt().withoutClaim("aud")
                .claim("azp", "\"https://app.example\"")
                .claim("scp", "[\"mcp:use\"]");
        assertThat(new TestValidator().refuses(token, "Invalid audience").remedy())
                .contains("audience_bound_by_issuer");
        TestSettings bound =
                TestSettings.defaults().with("audience_bound_by_issuer", "true").with("scopes", "mcp:use");
        new TestValidator(bound).accepts(token);
        for (String other : new String[] {"\"other\"", "[\"other\"]", "[]", "null", "\"\"", "{}"}) {
            new TestValidator(bound).refuses(jwt().claim("aud", other), "Invalid audience");
        }
        new TestValidator(bound).accepts(jwt());
    }

    @Test
    @DisplayName("T3 accepted_clients")
    void acceptedClients() {
        TestValidator validator = with("accepted_clients", "c1,c2");
        validator.accepts(jwt().claim("client_id", "\"c1\""));
        validator.accepts(jwt().claim("azp", "\"c2\""));
        validator.refuses(jwt().claim("client_id", "\"c3\"").claim("azp", "\"c1\""), "Invalid client");
        validator.refuses(jwt().claim("client_id", "\"C1\""), "Invalid client");
        validator.refuses(jwt(), "Invalid client");
    }

    @Test
    @DisplayName("T4 the horizon of exp")
    void expiryHorizon() {
        long years = TestToken.NOW.getEpochSecond() + 315_360_000L;
        TestToken token = jwt().claim("exp", Long.toString(years));
        Verdict.Invalid refused = new TestValidator().refuses(token, "Invalid expiry");
        assertThat(refused.details()).contains("at most 366 days ahead");
        assertThat(refused.remedy()).contains("expiry_horizon");
        with("expiry_horizon", "315360000").accepts(token);
        with("expiry_horizon", "315359999").refuses(token, "Invalid expiry");
        with("expiry_horizon", "299").refuses(jwt(), "Invalid expiry");
    }

    private static TestValidator with(String key, String value) {
        return new TestValidator(TestSettings.defaults().with(key, value));
    }

    private static TestToken jwt() {
        return TestToken.valid().withoutHeader("typ");
    }
}
