package io.mcpoauth2.agent.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.mcpoauth2.agent.fetch.TestServer;
import io.mcpoauth2.agent.issuer.TestTime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an issuer is asked about a token: where, and with which credentials. */
class IntrospectionRequestTest {
    private static final String ACTIVE = "{\"active\":true,\"sub\":\"user-1\"}";

    @TempDir
    private Path folder;

    @Test
    void tokenIsAskedAboutInAFormWithTheSecretInTheHeader() {
        try (IntrospectionServer server = new IntrospectionServer().answersJson(ACTIVE)) {
            assertThat(server.ask("opaque/+=&token"))
                    .isInstanceOfSatisfying(
                            Answer.Active.class,
                            active -> assertThat(active.claims()).containsEntry("sub", "user-1"));
            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.get("method")).isEqualTo("POST");
                assertThat(request.get("body")).isEqualTo("token=opaque%2F%2B%3D%26token&token_type_hint=access_token");
                assertThat(request.get("Accept")).isEqualTo("application/json");
                assertThat(request.get("Content-type")).isEqualTo("application/x-www-form-urlencoded");
                assertThat(request.get("Authorization"))
                        .isEqualTo("Basic "
                                + Base64.getEncoder()
                                        .encodeToString("me%3A1:s%2B+%25".getBytes(StandardCharsets.US_ASCII)));
            });
            assertThat(server.log()).doesNotContain("opaque", "user-1", "s+ %");
            assertThat(server.tally().succeeded()).isEqualTo(1);
        }
    }

    @Test
    void secretGoesIntoTheFormIfConfigured() {
        try (IntrospectionServer server =
                new IntrospectionServer("client_auth", "client_secret_post").answersJson(ACTIVE)) {
            server.ask("t");
            assertThat(server.requests().get(0))
                    .containsEntry(
                            "body", "token=t&token_type_hint=access_token&client_id=me%3A1&client_secret=s%2B+%25")
                    .doesNotContainKey("Authorization");
        }
    }

    @Test
    void privateKeySignsAnAssertionForEachQuestion() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
        Path file = Files.writeString(folder.resolve("key.json"), key.toJSONString());
        try (IntrospectionServer server = new IntrospectionServer(
                        "client_auth", "private_key_jwt", "client_secret", "", "client_key_file", file.toString())
                .answersJson(ACTIVE)) {
            server.ask("t");
            server.ask("t");
            List<String> ids = new ArrayList<>();
            for (Map<String, String> request : server.requests()) {
                String body = Objects.requireNonNull(request.get("body"));
                String prefix = "token=t&token_type_hint=access_token&client_id=me%3A1&client_assertion_type="
                        + "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=";
                assertThat(body).startsWith(prefix);
                SignedJWT assertion = SignedJWT.parse(body.substring(prefix.length()));
                assertThat(assertion.verify(new RSASSAVerifier(key))).isTrue();
                assertThat(assertion.getHeader().getKeyID()).isEqualTo("k1");
                JWTClaimsSet claims = assertion.getJWTClaimsSet();
                assertThat(claims.getIssuer()).isEqualTo("me:1");
                assertThat(claims.getSubject()).isEqualTo("me:1");
                assertThat(claims.getAudience()).containsExactly(server.http.origin());
                assertThat(claims.getExpirationTime().toInstant())
                        .isEqualTo(TestTime.START.plus(Duration.ofMinutes(1)));
                assertThat(claims.getIssueTime()).isEqualTo(TestTime.START);
                ids.add(claims.getJWTID());
            }
            assertThat(ids).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void endpointIsDiscoveredOnce() {
        try (IntrospectionServer server = new IntrospectionServer("introspection_uri", "").answersJson(ACTIVE)) {
            String endpoint = server.http.origin() + "/introspect";
            server.http.answer(
                    "/.well-known/oauth-authorization-server",
                    TestServer.json("{\"issuer\":\"" + server.http.origin() + "\",\"introspection_endpoint\":\""
                            + endpoint + "\"}"));
            assertThat(server.ask("a")).isInstanceOf(Answer.Active.class);
            assertThat(server.ask("b")).isInstanceOf(Answer.Active.class);
            assertThat(server.http.requests())
                    .containsExactly("/.well-known/oauth-authorization-server", "/introspect", "/introspect");
        }
    }

    @Test
    @DisplayName("G8 an issuer that names no endpoint, or one by plain http elsewhere, cannot be asked")
    void missingEndpointIsUnavailable() {
        try (IntrospectionServer server = new IntrospectionServer("introspection_uri", "")) {
            assertThat(server.ask("a")).isInstanceOf(Answer.Unavailable.class);
            assertThat(server.log()).contains("no metadata document");
            server.time.pass(Duration.ofSeconds(10));
            server.http.answer(
                    "/.well-known/oauth-authorization-server",
                    TestServer.json("{\"issuer\":\"" + server.http.origin()
                            + "\",\"introspection_endpoint\":\"http://192.0.2.1/\"}"));
            assertThat(server.ask("a")).isInstanceOf(Answer.Unavailable.class);
            assertThat(server.log()).contains("introspection_endpoint");
        }
    }
}
