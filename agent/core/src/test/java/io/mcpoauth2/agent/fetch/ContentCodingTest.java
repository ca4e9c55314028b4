package io.mcpoauth2.agent.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Row K6: codings that nobody asked for. */
class ContentCodingTest {
    private static final int LIMIT = 1000;
    private static final String TEXT = "{\"keys\":[]}";

    private final TestServer server = new TestServer();
    private final HttpFetcher fetcher =
            new HttpFetcher(Duration.ofSeconds(20), Duration.ofSeconds(20), System::nanoTime);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "K6 the coding {0} is decoded")
    @ValueSource(strings = {"gzip", "GZip", "x-gzip", " gzip ", "identity, gzip", "gzip,identity", "gzip,"})
    @DisplayName("K6")
    void gzipIsDecoded(String named) {
        answers(TestServer.gzip(TEXT.getBytes(US_ASCII)), named);
        assertText(get());
        assertText(post());
    }

    @Test
    @DisplayName("K6 deflate is decoded, with the two bytes of zlib and without")
    void deflateIsDecoded() throws IOException {
        for (boolean raw : new boolean[] {false, true}) {
            answers(deflate(raw), "deflate");
            assertText(get());
        }
    }

    @ParameterizedTest(name = "K6 the coding [{0}] is none")
    @ValueSource(strings = {"identity", "IDENTITY", "", ","})
    @DisplayName("K6")
    void whatIsNoCodingChangesNothing(String named) {
        answers(TEXT.getBytes(US_ASCII), named);
        assertText(get());
    }

    @ParameterizedTest(name = "K6 the coding {0} is a failure that is named")
    @CsvSource(
            delimiter = '|',
            value = {
                "br | content coding br, which is not known",
                "zstd | content coding zstd",
                "utf-8 | content coding utf-8",
                "gzip, br | coding br",
                "gzip, gzip | several content codings",
                "deflate, gzip | several content codings",
                "xxxxxxxxxxxxxxxxxxxxxxxxx | content coding that is not known"
            })
    @DisplayName("K6")
    void otherCodingsFail(String named, String reason) {
        answers(TestServer.gzip(TEXT.getBytes(US_ASCII)), named);
        assertFails(get(), reason);
        assertFails(post(), reason);
    }

    @Test
    @DisplayName("K6 codings in headers of their own count together")
    void severalHeadersAreSeveralCodings() {
        server.answer(
                "/a",
                TestServer.of(
                        200,
                        TestServer.gzip(TEXT.getBytes(US_ASCII)),
                        "Content-Encoding",
                        "gzip",
                        "content-encoding",
                        "br"));
        assertFails(get(), "coding br");
    }

    @ParameterizedTest(name = "K6 {0} that is cut off, empty or none at all fails")
    @ValueSource(strings = {"gzip", "deflate"})
    @DisplayName("K6")
    void brokenCodingFails(String named) throws IOException {
        byte[] whole = named.equals("gzip") ? TestServer.gzip(TEXT.getBytes(US_ASCII)) : deflate(false);
        for (byte[] body : new byte[][] {
            Arrays.copyOf(whole, whole.length - 5), Arrays.copyOf(whole, 1), new byte[0], TEXT.getBytes(US_ASCII)
        }) {
            answers(body, named);
            assertFails(get(), "cannot be decoded");
        }
    }

    @Test
    @DisplayName("K6 what is decoded is bounded like what is not")
    void decodedBodyIsBounded() {
        answers(TestServer.gzip(new byte[LIMIT]), "gzip");
        assertThat(get()).isInstanceOf(FetchResult.Answered.class);
        answers(TestServer.gzip(new byte[LIMIT + 1]), "gzip");
        assertFails(get(), "more than 1000 bytes");
        answers(TestServer.gzip(new byte[LIMIT * 900]), "gzip");
        assertFails(get(), "more than 1000 bytes");
    }

    private void answers(byte[] body, String coding) {
        server.answer("/a", TestServer.of(200, body, "Content-Encoding", coding));
    }

    private FetchResult get() {
        return fetcher.get(new Get(server.uri("/a"), LIMIT), fetcher.deadline());
    }

    private FetchResult post() {
        return fetcher.post(new FormPost(server.uri("/a"), "a=b", "application/json", Optional.empty(), LIMIT));
    }

    private static void assertText(FetchResult result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        FetchResult.Answered.class,
                        answer ->
                                assertThat(new String(answer.body(), US_ASCII)).isEqualTo(TEXT));
    }

    private static void assertFails(FetchResult result, String reason) {
        assertThat(result).isInstanceOfSatisfying(FetchResult.Failed.class, failed -> {
            assertThat(failed.reason()).contains(reason);
            assertThat(failed.unreachable()).isFalse();
        });
    }

    private static byte[] deflate(boolean raw) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream deflate = new DeflaterOutputStream(bytes, new Deflater(Deflater.DEFAULT_COMPRESSION, raw))) {
            deflate.write(TEXT.getBytes(US_ASCII));
        }
        return bytes.toByteArray();
    }
}
