package io.mcpoauth2.testapps.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthorizationCodeTest {
    private static final String API = "https://api.example/mcp";
    private static final String REDIRECT = "http://127.0.0.1:7777/callback";
    // The pair of RFC 7636, Appendix B.
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final EmbeddedIssuer issuer = EmbeddedIssuer.builder()
            .refreshTokens()
            .client(Client.application("app", REDIRECT, "openid", "mcp:read"))
            .client(Client.application("other", REDIRECT, "mcp:read"))
            .user(User.of("alice", "alice@example.org", "Alice Ant", "admin"))
            .user(User.of("bob", "bob@example.org", "Bob Bee"))
            .start();

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void codeWithItsVerifierGivesTokensForTheUserAndTheResource() throws Exception {
        Map<String, String> redirect = authorize("login_hint", "bob@example.org");

        assertThat(redirect).containsEntry("state", "s 1").containsEntry("iss", issuer.issuer());
        JsonNode answer = IssuerClient.json(redeem(redirect.get("code"), VERIFIER, "app"));
        JsonNode access = IssuerClient.claims(answer.path("access_token").asText());
        assertThat(access.path("sub").asText()).isEqualTo("bob");
        assertThat(access.path("aud").asText()).isEqualTo(API);
        assertThat(access.path("client_id").asText()).isEqualTo("app");
        assertThat(access.path("email").asText()).isEqualTo("bob@example.org");
        assertThat(access.path("family_name").asText()).isEqualTo("Bee");
        JsonNode id = IssuerClient.claims(answer.path("id_token").asText());
        assertThat(id.path("aud").asText()).isEqualTo("app");
        assertThat(id.path("nonce").asText()).isEqualTo("n1");
    }

    @Test
    void firstUserIsLoggedInWithoutAHintAndHisRolesAreInTheToken() throws Exception {
        JsonNode answer = IssuerClient.json(redeem(authorize().get("code"), VERIFIER, "app"));

        JsonNode access = IssuerClient.claims(answer.path("access_token").asText());
        assertThat(access.path("sub").asText()).isEqualTo("alice");
        assertThat(access.path("roles").toString()).isEqualTo("[\"admin\"]");
    }

    @Test
    void wrongVerifierIsRefusedAndUsesUpTheCode() throws Exception {
        String code = authorize().get("code");

        assertRefused(redeem(code, VERIFIER.replace('d', 'e'), "app"));
        assertRefused(redeem(code, VERIFIER, "app"));
    }

    @Test
    void codeIsGoodForOneRedemptionByItsOwnClient() throws Exception {
        String code = authorize().get("code");
        assertThat(redeem(code, VERIFIER, "app").statusCode()).isEqualTo(200);

        assertRefused(redeem(code, VERIFIER, "app"));
        assertRefused(redeem(authorize().get("code"), VERIFIER, "other"));
    }

    @Test
    void otherResourceThanTheGrantedOneIsRefusedAtTheTokenEndpoint() throws Exception {
        HttpResponse<String> response = IssuerClient.token(
                issuer,
                "grant_type",
                "authorization_code",
                "client_id",
                "app",
                "code",
                authorize().get("code"),
                "code_verifier",
                VERIFIER,
                "resource",
                "https://other.example");

        assertThat(IssuerClient.json(response).path("error").asText()).isEqualTo("invalid_target");
    }

    @Test
    void requestWithoutS256IsRedirectedBackWithAnError() throws Exception {
        Map<String, String> redirect = IssuerClient.authorize(
                issuer,
                "response_type",
                "code",
                "client_id",
                "app",
                "redirect_uri",
                REDIRECT,
                "code_challenge",
                VERIFIER,
                "code_challenge_method",
                "plain");

        assertThat(redirect).containsEntry("error", "invalid_request").doesNotContainKey("code");
    }

    @Test
    void unregisteredRedirectUriGetsNoRedirect() {
        assertThatIOException()
                .isThrownBy(() -> IssuerClient.authorize(
                        issuer, "response_type", "code", "client_id", "app", "redirect_uri", REDIRECT + "/x"))
                .withMessageStartingWith("400 ");
    }

    @Test
    void refreshTokenGivesANewPairOnce() throws Exception {
        String refresh = IssuerClient.json(redeem(authorize().get("code"), VERIFIER, "app"))
                .path("refresh_token")
                .asText();

        JsonNode renewed = IssuerClient.json(refresh(refresh));

        assertThat(IssuerClient.claims(renewed.path("access_token").asText())
                        .path("aud")
                        .asText())
                .isEqualTo(API);
        assertThat(renewed.path("refresh_token").asText()).isNotEmpty().isNotEqualTo(refresh);
        assertRefused(refresh(refresh));
    }

    private HttpResponse<String> refresh(String token) throws Exception {
        return IssuerClient.token(issuer, "grant_type", "refresh_token", "client_id", "app", "refresh_token", token);
    }

    private Map<String, String> authorize() throws Exception {
        return authorize("prompt", "none");
    }

    private Map<String, String> authorize(String name, String value) throws Exception {
        return IssuerClient.authorize(
                issuer,
                "response_type",
                "code",
                "client_id",
                "app",
                "redirect_uri",
                REDIRECT,
                "state",
                "s 1",
                "nonce",
                "n1",
                "code_challenge",
                CHALLENGE,
                "code_challenge_method",
                "S256",
                "resource",
                API,
                name,
                value);
    }

    private HttpResponse<String> redeem(String code, String verifier, String client) throws Exception {
        return IssuerClient.token(
                issuer,
                "grant_type",
                "authorization_code",
                "client_id",
                client,
                "code",
                code,
                "redirect_uri",
                REDIRECT,
                "code_verifier",
                verifier);
    }

    private static void assertRefused(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(IssuerClient.json(response).path("error").asText()).isEqualTo("invalid_grant");
    }
}
