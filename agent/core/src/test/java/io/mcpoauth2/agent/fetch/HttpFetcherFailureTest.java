package io.mcpoauth2.agent.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request that comes to nothing says of itself, and whether others of the origin would fare alike. */
class HttpFetcherFailureTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("K4 no name, no connection and no TLS are told from other failures")
    void failedConnectionIsToldFromOtherFailures() {
        URI closed = server.uri("/a");
        server.close();
        assertFails(Map.of(), closed, true, "ConnectException");
        assertFails(Map.of(), URI.create("https" + closed.toString().substring(4)), true, "ConnectException");
        assertFails(Map.of(), URI.create("http://nobody.invalid/"), true, "UnknownHostException");
        assertFails(Map.of(), URI.create("http://127.0.0.1:99999/"), true, "port");
        try (TestServer secure = new TestServer(TestAuthority.ONE.server())) {
            assertFails(Map.of(), secure.uri("/a"), true, "SSLHandshakeException");
        }
    }

    @Test
    @DisplayName("K4 a connection that is closed without an answer was one")
    void closedConnectionIsNoMissingOne() {
        server.answer("/a", TestServer.none());
        assertFails(Map.of(), server.uri("/a"), false, "SocketException");
    }

    @ParameterizedTest(name = "K4 status {0} with location [{1}] is reported with its status")
    @CsvSource({
        "302, https://login.example/, status 302 to another origin",
        "301, //login.example/, status 301 to another origin",
        "307, http://127.0.0.1:1/, status 307 to another origin",
        "308, http://127.0.0.1@login.example/, status 308 to another origin",
        "303, mailto:a@example.com, status 303 to another origin",
        "302, '', status 302 without a location",
        "302, http://[, status 302 to an address that cannot be read"
    })
    @DisplayName("K4")
    void redirectThatIsNotFollowedIsReportedWithItsStatus(int status, String location, String reason) {
        server.answer(
                "/a", location.isEmpty() ? TestServer.status(status) : TestServer.of(status, "", "Location", location));
        assertFails(Map.of(), server.uri("/a"), false, reason);
    }

    @Test
    @DisplayName("K8 a credential goes to the address it is meant for, and nowhere from there")
    void credentialIsNotRepeatedAfterARedirect() {
        server.answer("/a", TestServer.of(302, "", "Location", "/b"));
        server.answer("/b", TestServer.json("{}"));
        HttpFetcher fetcher = fetcher(Map.of());
        Get get = new Get(server.uri("/a"), 1000, Optional.of("Bearer secret"));
        assertThat(fetcher.get(get, fetcher.deadline())).isInstanceOf(FetchResult.Answered.class);
        assertThat(server.credentials()).containsExactly("[Bearer secret] /a", "[] /b");
        assertThat(get).asString().doesNotContain("secret");
    }

    @ParameterizedTest(name = "K9 {0} is named where {1} fails: {2}")
    @CsvSource({
        "HTTPS_PROXY, https, true",
        "https_proxy, https, true",
        "ALL_PROXY, https, true",
        "HTTP_PROXY, https, false",
        "HTTP_PROXY, http, true",
        "http_proxy, http, true",
        "HTTPS_PROXY, http, false"
    })
    @DisplayName("K9")
    void variableOfAProxyIsNamedWithTheProperty(String variable, String scheme, boolean named) {
        Map<String, String> environment = Map.of(variable, "http://user:hunter2@proxy.example:3128");
        server.close();
        URI uri = URI.create(scheme + server.uri("/a").toString().substring(4));
        String reason = reason(environment, uri);
        assertThat(reason).contains("ConnectException").doesNotContain("hunter2");
        if (named) {
            assertThat(reason)
                    .contains(variable + " is set, which the JVM does not read")
                    .contains("-D" + scheme + ".proxyHost and -D" + scheme + ".proxyPort");
        } else {
            assertThat(reason).doesNotContain("PROXY");
        }
    }

    @Test
    @DisplayName("K9 a variable is not named where the JVM has a proxy, none is set, or the failure is another")
    void variableIsNotNamedInVain() {
        Map<String, String> environment = Map.of("HTTP_PROXY", "proxy:3128", "HTTPS_PROXY", "proxy:3128");
        server.answer("/a", TestServer.none());
        assertThat(reason(environment, server.uri("/a"))).doesNotContain("PROXY");
        try (TestServer secure = new TestServer(TestAuthority.ONE.server())) {
            assertThat(reason(environment, secure.uri("/a"))).doesNotContain("PROXY");
        }
        server.close();
        assertThat(reason(environment, server.uri("/a"))).contains("HTTP_PROXY");
        assertThat(reason(Map.of("HTTP_PROXY", " "), server.uri("/a"))).doesNotContain("PROXY");
        System.setProperty("http.proxyHost", "127.0.0.1");
        try {
            assertThat(reason(environment, server.uri("/a"))).doesNotContain("PROXY");
        } finally {
            System.clearProperty("http.proxyHost");
        }
    }

    @Test
    @DisplayName("K9 the 407 of a proxy is named, and no request of the origin would fare better")
    void proxyThatWantsAPasswordIsNamed() throws IOException {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (String origin : List.of("http://issuer.example", "https://issuer.example")) {
                CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> refuse(proxy));
                assertThat(through(proxy, () -> reason(Map.of(), URI.create(origin + "/keys"))))
                        .contains("407");
                asked.join();
            }
        }
    }

    @Test
    @DisplayName("K9 a 407 that no proxy sends is an answer like others")
    void status407OfTheServerIsAnAnswer() {
        server.answer("/a", TestServer.status(407));
        HttpFetcher fetcher = fetcher(Map.of());
        assertThat(fetcher.get(new Get(server.uri("/a"), 1000), fetcher.deadline()))
                .isInstanceOfSatisfying(
                        FetchResult.Answered.class,
                        answer -> assertThat(answer.description()).isEqualTo("status 407"));
    }

    private static void refuse(ServerSocket proxy) {
        try (Socket client = proxy.accept()) {
            String head = "";
            while (!head.endsWith("\r\n\r\n")) {
                head += (char) client.getInputStream().read();
            }
            String answer = String.join(
                    "\r\n",
                    "HTTP/1.1 407 Proxy Authentication Required",
                    "Proxy-Authenticate: Basic realm=proxy",
                    "Content-Length: 0",
                    "Connection: close",
                    "",
                    "");
            client.getOutputStream().write(answer.getBytes(US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String through(ServerSocket proxy, Supplier<String> request) {
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(new Proxy(
                        Proxy.Type.HTTP, new InetSocketAddress(proxy.getInetAddress(), proxy.getLocalPort())));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {}
        });
        try {
            return request.get();
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    private static HttpFetcher fetcher(Map<String, String> environment) {
        return new HttpFetcher(Duration.ofSeconds(20), Duration.ofSeconds(20), System::nanoTime, environment);
    }

    private static FetchResult.Failed fail(Map<String, String> environment, URI uri) {
        HttpFetcher fetcher = fetcher(environment);
        return (FetchResult.Failed) fetcher.get(new Get(uri, 1000), fetcher.deadline());
    }

    private static String reason(Map<String, String> environment, URI uri) {
        FetchResult.Failed failed = fail(environment, uri);
        return failed.reason();
    }

    private static void assertFails(Map<String, String> environment, URI uri, boolean unreachable, String reason) {
        FetchResult.Failed failed = fail(environment, uri);
        assertThat(failed.reason()).contains(reason);
        assertThat(failed.unreachable()).as(failed.reason()).isEqualTo(unreachable);
    }
}
