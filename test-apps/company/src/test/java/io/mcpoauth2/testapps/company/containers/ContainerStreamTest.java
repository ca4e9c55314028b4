package io.mcpoauth2.testapps.company.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an application in a container keeps open ends with its token, and with no other. */
@Tag("full")
class ContainerStreamTest {
    /** Long enough to be used, short enough to be waited for. */
    private static final Duration LIFETIME = Duration.ofSeconds(8);

    private static final EmbeddedIssuer ISSUER = EmbeddedIssuer.builder().start();

    @AfterAll
    static void close() {
        ISSUER.close();
    }

    @ParameterizedTest
    @CsvSource({
        "TOMCAT_10, 17",
        "JETTY_12, 25",
        "WILDFLY, 17",
        "LIBERTY, 25",
        "PAYARA_MICRO_6, 17",
        "PAYARA_MICRO_7, 25"
    })
    void answerThatIsOpenEndsWhenItsTokenExpires(Container container, int jdk) throws IOException {
        Map<String, String> settings = Map.of("clock_skew", "0");
        try (RunningContainer running = RunningContainer.start(container, jdk, "war-mcp", ISSUER, settings);
                Socket lasting = running.connect();
                Socket ending = running.connect()) {
            assertThat(running.send("GET", "/other/open").status()).isEqualTo(401);
            assertThat(running.send("GET", "/other/hello", "Authorization: Bearer " + running.token("alice"))
                            .body())
                    .as("how much ran before")
                    .isEqualTo("0");
            Instant expiry = Instant.now().plus(LIFETIME).truncatedTo(ChronoUnit.SECONDS);
            TokenSpec expiring = TokenSpec.valid()
                    .subject("alice")
                    .audience(running.resource())
                    .expiresAt(expiry);

            open(lasting, running.token("bob"));
            BufferedReader answer = open(ending, ISSUER.mint(expiring));

            readToTheEnd(answer);
            assertThat(Instant.now()).isAfterOrEqualTo(expiry);
            assertThat(lasting.getInputStream().available()).isZero();
            assertThat(running.send("GET", "/other/open", "Authorization: Bearer " + ISSUER.mint(expiring))
                            .status())
                    .isEqualTo(401);
            assertThat(running.errors()).isEmpty();
        }
    }

    /** Returns when the application has begun its answer. */
    private static BufferedReader open(Socket connection, String token) throws IOException {
        connection
                .getOutputStream()
                .write(TestServer.request("GET", "/other/open", null, "Authorization: Bearer " + token)
                        .getBytes(StandardCharsets.ISO_8859_1));
        BufferedReader answer =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        assertThat(answer.readLine()).startsWith("HTTP/1.1 200");
        for (String line = answer.readLine(); !"open".equals(line); line = answer.readLine()) {
            assertThat(line).isNotNull();
        }
        return answer;
    }

    /** A read fails after the tests' usual time. */
    private static void readToTheEnd(BufferedReader answer) throws IOException {
        try {
            for (String line = answer.readLine(); line != null; line = answer.readLine()) {
                assertThat(line).isNotEqualTo("open");
            }
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }
}
