package io.mcpoauth2.agent.introspection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.ClientCredentials;
import io.mcpoauth2.agent.config.IntrospectionSettings;
import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.fetch.TestAuthority;
import io.mcpoauth2.agent.fetch.TestServer;
import io.mcpoauth2.agent.issuer.TestAccess;
import io.mcpoauth2.agent.issuer.TestTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows K6 and K8 for questions about tokens. */
class IntrospectionTlsTest {
    private static final String METADATA = "/.well-known/oauth-authorization-server";

    @TempDir
    private Path folder;

    private final TestServer server = new TestServer(TestAuthority.ONE.server());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("K8 an issuer is asked by its own certificates; the bearer token is for its metadata and keys only")
    void issuerIsAskedByItsOwnCertificates() throws IOException {
        server.answer(
                METADATA,
                TestServer.json("{\"issuer\":\"" + server.origin() + "\",\"introspection_endpoint\":\""
                        + server.uri("/introspect") + "\"}"));
        server.answer("/introspect", TestServer.json("{\"active\":true}"));
        Path certificates = Files.writeString(folder.resolve("ca.pem"), TestAuthority.ONE.pem());
        Path bearer = Files.writeString(folder.resolve("token"), "first");
        TestSettings settings = TestSettings.defaults()
                .with("ca_file", certificates.toString())
                .with("jwks_bearer_file", bearer.toString());
        assertThat(endpoint(settings).ask("t").answer()).isInstanceOf(Answer.Active.class);
        assertThat(server.credentials())
                .containsExactly("[Bearer first] " + METADATA, "[Basic bWU6c2VjcmV0] /introspect");

        assertThat(endpoint(TestSettings.defaults()).ask("t").reached()).isFalse();
        Files.writeString(certificates, TestAuthority.OTHER.pem());
        assertThat(endpoint(settings).ask("t").reached()).isFalse();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    @DisplayName("K6 an answer in a coding that was not asked for is read")
    void codedAnswerIsRead() {
        byte[] coded = TestServer.gzip("{\"active\":false}".getBytes(UTF_8));
        try (IntrospectionServer plain = new IntrospectionServer()) {
            plain.http.answer(
                    "/introspect",
                    TestServer.of(200, coded, "Content-Type", "application/json", "Content-Encoding", "gzip"));
            assertThat(plain.ask("t")).isInstanceOf(Answer.Inactive.class);
        }
    }

    @Test
    @DisplayName("K5 the log names status and type of what is no answer")
    void whatIsNoAnswerIsReportedWithItsType() {
        try (IntrospectionServer plain = new IntrospectionServer().answers(200, "text/html", "<html>")) {
            assertThat(plain.ask("t")).isInstanceOf(Answer.Unavailable.class);
            assertThat(plain.log()).contains("/introspect: status 200 of type text/html instead of JSON");
        }
    }

    private IntrospectionEndpoint endpoint(TestSettings settings) {
        IntrospectionSettings introspection = new IntrospectionSettings(
                true,
                false,
                Optional.empty(),
                false,
                Duration.ofMinutes(1),
                false,
                "me",
                new ClientCredentials.Secret("secret", false));
        return new IntrospectionEndpoint(
                server.origin(),
                introspection.endpoint(),
                new IntrospectionRequest(server.origin(), introspection, new TestTime(), () -> 1),
                new AnswerParser(Optional.empty()),
                TestAccess.to(server.origin(), TestAccess.http(), settings));
    }
}
