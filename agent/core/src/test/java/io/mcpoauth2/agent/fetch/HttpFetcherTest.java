package io.mcpoauth2.agent.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HttpFetcherTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int LIMIT = 1000;

    private final TestServer server = new TestServer();
    private final HttpFetcher fetcher = new HttpFetcher(Duration.ofSeconds(20), LONG, System::nanoTime);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void documentIsFetched() {
        server.answer("/a", TestServer.json("{}"));
        assertThat(get(fetcher, "/a")).satisfies(result -> {
            assertThat(result).isInstanceOf(FetchResult.Answered.class);
            FetchResult.Answered answer = (FetchResult.Answered) result;
            assertThat(answer.status()).isEqualTo(200);
            assertThat(new String(answer.body(), US_ASCII)).isEqualTo("{}");
        });
    }

    @Test
    void errorStatusComesWithoutItsBody() {
        server.answer("/a", TestServer.of(404, "not here"));
        FetchResult.Answered answer = (FetchResult.Answered) get(fetcher, "/a");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void challengeIsNotAnsweredWithTheApplicationsCredentials() {
        server.answer("/a", TestServer.of(401, "", "WWW-Authenticate", "Basic realm=\"x\""));
        FetchResult.Answered answer = (FetchResult.Answered) get(fetcher, "/a");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    @DisplayName("G6 a body longer than the limit fails, announced or not")
    void tooLongBodyFails() {
        server.answer("/announced", TestServer.json("x".repeat(LIMIT + 1)));
        server.answer("/chunked", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(new byte[LIMIT + 1]);
            }
        });
        assertFails(get(fetcher, "/announced"), "more than");
        assertFails(get(fetcher, "/chunked"), "more than");
    }

    @Test
    @DisplayName("G6 a redirect within the origin is followed, at most three times")
    void sameOriginRedirectIsFollowed() {
        server.answer("/0", TestServer.of(302, "", "Location", "/1"));
        server.answer("/1", TestServer.of(307, "", "Location", server.origin() + "/2"));
        server.answer("/2", TestServer.of(308, "", "Location", "3"));
        server.answer("/3", TestServer.json("{}"));
        assertThat(get(fetcher, "/0")).isInstanceOf(FetchResult.Answered.class);

        server.answer("/3", TestServer.of(301, "", "Location", "/0"));
        assertFails(get(fetcher, "/0"), "status 301 after 3 redirects");
    }

    @Test
    @DisplayName("G6 a redirect to another origin is not followed")
    void crossOriginRedirectIsRefused() {
        try (TestServer other = new TestServer()) {
            server.answer("/a", TestServer.of(302, "", "Location", other.origin() + "/b"));
            assertFails(get(fetcher, "/a"), "another origin");
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    @DisplayName("G6 a body that never ends is given up at the deadline")
    void endlessBodyEndsAtTheDeadline() {
        AtomicLong ticks = new AtomicLong();
        HttpFetcher impatient = new HttpFetcher(
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                () -> ticks.addAndGet(Duration.ofSeconds(1).toNanos()));
        server.answer("/a", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        });
        assertFails(get(impatient, server.uri("/a"), Integer.MAX_VALUE), "no complete answer");
    }

    @Test
    @DisplayName("G6 headers that never end are given up at the deadline")
    void endlessHeadersEndAtTheDeadline() throws IOException {
        HttpFetcher impatient = new HttpFetcher(LONG, Duration.ofMillis(200), System::nanoTime);
        try (ServerSocket raw = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Boolean> closedByClient = CompletableFuture.supplyAsync(() -> answerHalf(raw));
            assertFails(
                    get(impatient, URI.create("http://127.0.0.1:" + raw.getLocalPort() + "/"), LIMIT),
                    "no complete answer");
            assertThat(closedByClient.join()).isTrue();
        }
    }

    @Test
    @DisplayName("G6 a truncated body fails")
    void truncatedBodyFails() throws IOException {
        try (ServerSocket raw = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(
                    () -> answer(raw, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nhalf"));
            assertFails(get(fetcher, URI.create("http://127.0.0.1:" + raw.getLocalPort() + "/"), LIMIT), "");
            answered.join();
        }
    }

    @Test
    void unreachableServerFails() {
        server.close();
        assertFails(get(fetcher, "/a"), "ConnectException");
    }

    @Test
    void impossiblePortFails() {
        assertFails(get(fetcher, URI.create("http://127.0.0.1:99999/"), LIMIT), "port");
    }

    @Test
    void otherSchemesFail() {
        assertFails(get(fetcher, URI.create("file:/etc/hostname"), LIMIT), "not an http address");
    }

    private FetchResult get(HttpFetcher client, String path) {
        return get(client, server.uri(path), LIMIT);
    }

    private static FetchResult get(HttpFetcher client, URI uri, int limit) {
        return client.get(new Get(uri, limit), client.deadline());
    }

    private static void assertFails(FetchResult result, String reason) {
        assertThat(result)
                .asInstanceOf(InstanceOfAssertFactories.type(FetchResult.Failed.class))
                .satisfies(failed -> assertThat(failed.reason()).contains(reason));
    }

    private static boolean answerHalf(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(US_ASCII));
            while (client.getInputStream().read() >= 0) {
                // The request; then the end of the stream, once the client hangs up.
            }
            return true;
        } catch (IOException e) {
            return true;
        }
    }

    private static void answer(ServerSocket server, String text) {
        try (Socket client = server.accept()) {
            while (client.getInputStream().read() != '\n') {
                // The request line is enough.
            }
            client.getOutputStream().write(text.getBytes(US_ASCII));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
