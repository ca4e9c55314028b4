package io.mcpoauth2.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row K8: whose certificates count. */
class CaFileTest {
    @TempDir
    private Path folder;

    private final TestServer server = new TestServer(TestAuthority.ONE.server());
    private final HttpFetcher plain = new HttpFetcher(Duration.ofSeconds(20), Duration.ofSeconds(20), System::nanoTime);
    private Path file = Path.of("");
    private HttpFetcher trusting = plain;

    @BeforeEach
    void start() {
        server.answer("/a", TestServer.json("{}"));
        file = folder.resolve("ca.pem");
        trusting = plain.trusting(new CaFile(new LocalFile("ca_file", file, 100_000)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("K8 servers that the file certifies are trusted, by its client alone")
    void certifiedServerIsTrusted() throws IOException {
        Files.writeString(file, TestAuthority.ONE.pem());
        assertThat(get(trusting)).isInstanceOf(FetchResult.Answered.class);
        assertThat(trusting.post(new FormPost(server.uri("/a"), "a=b", "application/json", Optional.empty(), 1000)))
                .isInstanceOf(FetchResult.Answered.class);
        assertFails(plain, "SSLHandshakeException");
    }

    @Test
    @DisplayName("K8 the file may have several certificates, and replaces the trust store")
    void fileReplacesTheTrustStore() throws IOException {
        Files.writeString(file, TestAuthority.OTHER.pem() + TestAuthority.ONE.pem());
        assertThat(get(trusting)).isInstanceOf(FetchResult.Answered.class);
        Files.writeString(file, TestAuthority.OTHER.pem());
        assertFails(trusting, "SSLHandshakeException");
    }

    @Test
    @DisplayName("K8 the file is read for every connection, so that a replaced authority counts no longer")
    void replacedFileCounts() throws IOException {
        Files.writeString(file, TestAuthority.OTHER.pem());
        assertFails(trusting, "SSLHandshakeException");
        Files.writeString(file, TestAuthority.ONE.pem());
        assertThat(get(trusting)).isInstanceOf(FetchResult.Answered.class);
        Files.delete(file);
        assertFails(trusting, "ca_file cannot be read");
    }

    @Test
    @DisplayName("K8 a certified server is trusted under its own name only")
    void certificateOfAnotherHostIsRefused() throws IOException {
        Files.writeString(file, TestAuthority.ONE.pem());
        URI other = URI.create("https://localhost:" + server.uri("/a").getPort() + "/a");
        assertThat(trusting.get(new Get(other, 1000), trusting.deadline()))
                .isInstanceOfSatisfying(
                        FetchResult.Failed.class,
                        failed -> assertThat(failed.reason()).contains("localhost"));
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no certificate",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
            })
    @DisplayName("K8 without a certificate nobody is trusted")
    void fileWithoutCertificatesTrustsNobody(String content) throws IOException {
        Files.writeString(file, content);
        assertFails(trusting, "ca_file holds");
    }

    private FetchResult get(HttpFetcher client) {
        return client.get(new Get(server.uri("/a"), 1000), client.deadline());
    }

    private void assertFails(HttpFetcher client, String reason) {
        assertThat(get(client)).isInstanceOfSatisfying(FetchResult.Failed.class, failed -> {
            assertThat(failed.reason()).contains(reason);
            assertThat(failed.unreachable()).isTrue();
        });
    }
}
