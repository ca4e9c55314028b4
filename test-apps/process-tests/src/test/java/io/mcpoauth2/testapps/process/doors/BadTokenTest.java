package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.issuer.SigningKey;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests whose token or Authorization header is wrong. */
@ParameterizedClass(name = "{0}")
@MethodSource("standard")
class BadTokenTest extends DoorTest {
    private static final SigningKey FOREIGN_KEY = SigningKey.generate("RS256");

    BadTokenTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> standard() {
        return DoorSpecs.standard();
    }

    @Test
    @DisplayName("E2: an expired token is refused with the expired detail")
    void expiredTokenIsRefusedWithTheExpiredDetail() {
        String token = mint(TokenSpec.valid().expiresIn(Duration.ofMinutes(-5)));
        assertRefusedEverywhere(token, "Token has expired", "The time of the exp claim has passed");
    }

    @Test
    @DisplayName("A18: a token signed by another key is refused with the signature detail")
    void tokenOfAnotherKeyIsRefusedWithTheSignatureDetail() {
        String token = mint(TokenSpec.valid()
                .signedWith(FOREIGN_KEY.withKid(servers.issuer().signingKey().kid())));
        assertRefusedEverywhere(token, "Invalid signature", "The JWT token signature could not be verified");
    }

    @Test
    @DisplayName("B3: a token for another audience is refused with the expected audience")
    void tokenForAnotherAudienceIsRefusedWithTheAudienceDetail() {
        String token = mint(TokenSpec.valid().audience("https://mcp.example.com/mcp2"));
        assertRefusedEverywhere(token, "Invalid audience", "Expected audience: " + Servers.AUDIENCE);
    }

    @Test
    @DisplayName("C3: a token of an unknown issuer is refused with the expected issuer")
    void tokenOfAnotherIssuerIsRefusedWithTheIssuerDetail() {
        String token = mint(TokenSpec.valid().issuer("https://login.example.com"));
        assertRefusedEverywhere(
                token, "Invalid issuer", "Expected issuer: " + servers.issuer().issuer());
    }

    @Test
    @DisplayName("F2: scheme in any case and several spaces before the token are accepted")
    void schemeInAnyCaseIsAccepted() {
        String token = servers.token("alice");
        for (String scheme : List.of("Bearer ", "bearer ", "BEARER   ")) {
            assertThat(server.send("GET", "/hello", "Authorization: " + scheme + token)
                            .body())
                    .isEqualTo("hello");
        }
        assertRan(3);
    }

    @Test
    @DisplayName("F3: credentials that break the grammar are 400 invalid_request")
    void malformedCredentialsAreRefused() {
        String token = servers.token("alice");
        for (String credentials : List.of(
                "Bearer " + token + ",b", "Bearer " + token + " b", "Bearer \"" + token + '"', "Bearer ," + token)) {
            Refusals.assertInvalidRequest(
                    server.send("GET", "/hello", "Authorization: " + credentials),
                    "The token has characters that RFC 6750 does not allow");
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("F3: a tab between scheme and token is 400, unless the server hands it on as the space it is not")
    void tabBeforeTheTokenIsRefused() {
        HttpAnswer after = server.send("GET", "/hello", "Authorization: Bearer \t" + servers.token("alice"));
        HttpAnswer instead = server.send("GET", "/hello", "Authorization: Bearer\t" + servers.token("alice"));
        // Undertow reads white space as one blank where it begins with one, the JDK's server always.
        boolean blankAfter = spec.kind() == ServerKind.JDK_HTTP || spec.kind() == ServerKind.SDK2_UNDERTOW;
        boolean blankInstead = spec.kind() == ServerKind.JDK_HTTP;
        if (blankAfter) {
            assertThat(after.status()).isEqualTo(200);
        } else {
            Refusals.assertInvalidRequest(after, "The token has characters that RFC 6750 does not allow");
        }
        if (blankInstead) {
            assertThat(instead.status()).isEqualTo(200);
        } else {
            Refusals.assertInvalidRequest(instead, "The Authorization header does not begin with a scheme and a space");
        }
        assertRan((blankAfter ? 1 : 0) + (blankInstead ? 1 : 0));
    }

    @Test
    @DisplayName("F3: a token with a byte beyond ASCII is 400, by the server or by the agent")
    void bytesBeyondAsciiAreRefused() {
        for (String credentials : List.of("Bearer \u00a0" + servers.token("alice"), "Bearer a\u00e9")) {
            assertThat(server.send("GET", "/hello", "Authorization: " + credentials)
                            .status())
                    .isEqualTo(400);
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("F4: two Authorization headers are 400, equal ones too")
    void twoAuthorizationHeadersAreRefused() {
        String valid = servers.bearer("alice");
        for (String other : List.of(valid, servers.bearer("bob"), "Authorization: Basic dXNlcjpwYXNz")) {
            Refusals.assertInvalidRequest(
                    server.send("GET", "/hello", valid, other), "More than one Authorization header");
            Refusals.assertInvalidRequest(
                    server.send("GET", "/hello", other, valid), "More than one Authorization header");
        }
        Refusals.assertInvalidRequest(
                server.send("GET", "/hello", "Authorization: Basic dXNlcjpwYXNz, Bearer " + servers.token("alice")),
                "More than one credential in the Authorization header");
        assertNothingRan();
    }

    @Test
    @DisplayName("F5: a token in the header and one in the query are 400")
    void tokenInHeaderAndQueryIsRefused() {
        String token = servers.token("alice");
        for (String query : List.of("access_token=" + token, "a=b&access_token=x", "access%5Ftoken=x")) {
            Refusals.assertInvalidRequest(
                    server.send("GET", "/hello?" + query, "Authorization: Bearer " + token),
                    "The request has the query parameter access_token beside the Authorization header");
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("F7: a token beyond the limit is refused, by the server where its own limit is lower")
    void oversizedTokenIsRefused() {
        HttpAnswer answer = server.send("GET", "/hello", "Authorization: Bearer " + "a".repeat(17_000));
        if (spec.kind() == ServerKind.JDK_HTTP
                || spec.kind() == ServerKind.QUARKUS_MCP
                || spec.kind() == ServerKind.SDK2_UNDERTOW) {
            Refusals.assertInvalidToken(answer, "Token too large", "At most 16384 bytes are accepted");
        } else if (spec.kind() == ServerKind.MICRONAUT_MCP) { // It hands the request on without that header.
            Refusals.assertNoToken(answer);
        } else if (spec.kind().isTomcat()) {
            assertThat(answer.status()).isEqualTo(400);
            Refusals.assertRefusedByServer(answer);
        } else if (spec.kind().isKtor()) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.headers("WWW-Authenticate")).isEmpty();
        } else {
            assertThat(answer.status()).isEqualTo(spec.kind() == ServerKind.HELIDON_MCP ? 400 : 431);
            assertThat(answer.headers("WWW-Authenticate")).isEmpty();
        }
        assertNothingRan();
    }

    private String mint(TokenSpec token) {
        return servers.issuer().mint(token);
    }

    private void assertRefusedEverywhere(String token, String summary, String details) {
        String header = "Authorization: Bearer " + token;
        Refusals.assertInvalidToken(server.send("GET", "/hello", header), summary, details);
        Refusals.assertInvalidToken(server.send("GET", "/mcp", header, Messages.ACCEPT), summary, details);
        Refusals.assertInvalidToken(
                server.sendBody("POST", "/mcp", Messages.INITIALIZE, header, Messages.JSON, Messages.ACCEPT),
                summary,
                details);
        assertNothingRan();
    }
}
