package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.issuer.User;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a protected server writes to its standard output and error. */
class OutputTest {
    private static final String PREFIX = "[mcp-oauth2-agent] ";
    private static final Duration LIMIT = TimeLimit.OF_A_WAIT;
    private static final User PERSON =
            User.of("subject-4711", "ada.lovelace@example.com", "Augusta Lovelace", "countess");

    @Nested
    @ParameterizedClass(name = "{0}")
    @MethodSource("io.mcpoauth2.testapps.process.doors.DoorSpecs#standard")
    class AtInfo extends DoorTest {
        AtInfo(ServerSpec spec, Servers servers) {
            super(spec, servers);
        }

        @Test
        @DisplayName("R2: standard output holds what the server says and nothing of the agent or the JVM")
        void standardOutputIsTheServers() {
            send(server, servers);
            assertThat(server.process().stdout().lines())
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("READY ") || line.startsWith("COUNT "));
        }

        @Test
        @DisplayName("R10: the agent writes two lines, and one for a server without a door, whatever the traffic")
        void agentWritesTwoLinesAndOneForAServerWithoutADoor() {
            send(server, servers);
            assertThat(server.process().awaitStderr(PREFIX + "INFO first request: ", LIMIT))
                    .isPresent();
            List<String> lines = server.process()
                    .stderr()
                    .lines()
                    .filter(line -> line.startsWith(PREFIX))
                    .toList();
            boolean hasDoor = ServerKind.withDoor().contains(spec.kind());
            assertThat(lines).hasSize(hasDoor ? 2 : 3);
            assertThat(lines.get(0))
                    .startsWith(PREFIX + "INFO version ")
                    .contains(" on JDK " + spec.jdk() + ", mode enforce, issuer "
                            + servers.issuer().issuer() + ", audience " + Servers.AUDIENCE + "; settings: issuer (");
            assertThat(lines.subList(1, lines.size() - 1))
                    .allSatisfy(line -> assertThat(line)
                            .startsWith(PREFIX + "ERROR port ")
                            .contains(": no door knows this server; HttpServlets that answer there are protected, "));
            assertThat(lines.get(lines.size() - 1))
                    .startsWith(PREFIX + "INFO first request: ")
                    .contains(
                            " protected, doors: ",
                            ", MCP frameworks: ",
                            ", handlers with rules of their own: none marked, ")
                    .contains(hasDoor ? ", not covered: nothing known" : ", not covered: port ");
        }

        @Test
        @DisplayName("R2: what else stands on standard error is the server's, or the JVM's one line on class sharing")
        void standardErrorHoldsNoOtherTraceOfTheAgent() {
            send(server, servers);
            assertThat(server.process().stderr().lines())
                    .filteredOn(
                            line -> !line.startsWith(PREFIX) && !line.contains("warning: Sharing is only supported"))
                    .noneMatch(line -> line.contains("mcpoauth2") || line.contains("bytebuddy"))
                    .noneMatch(line -> line.contains("WARNING: ") && !isOfNetty(line));
        }

        /** On JDK 24 and later it loads a native library, which the JVM tells in four lines. */
        private boolean isOfNetty(String line) {
            return spec.kind().isNetty()
                    && (line.contains("io.netty.")
                            || line.toLowerCase(Locale.ROOT).contains("restricted method")
                            || line.contains("--enable-native-access"));
        }
    }

    @Nested
    @ParameterizedClass(name = "{0}")
    @MethodSource("io.mcpoauth2.testapps.process.doors.DoorSpecs#exemptEndpointsOfEachDoor")
    class AtDebug extends DoorTest {
        AtDebug(ServerSpec spec, Servers servers) {
            super(spec, servers);
        }

        @Test
        @DisplayName("R10, L4: no line holds a token, a part of one, or a claim about a person")
        void nothingPersonalIsLogged() {
            List<String> tokens = send(server, servers);
            assertThat(server.process().awaitStderr(PREFIX + "DEBUG token refused", LIMIT))
                    .isPresent();
            String output = server.process().stderr() + server.process().stdout();
            for (String token : tokens) {
                for (String part : token.split("\\.", -1)) {
                    assertThat(part.isEmpty() || !output.contains(part)).isTrue(); // Shows no token if it fails.
                }
            }
            assertThat(output)
                    .doesNotContain(PERSON.subject(), PERSON.email(), PERSON.givenName(), PERSON.familyName());
        }
    }

    /** Sends requests that are served and refused, and returns their tokens. */
    private static List<String> send(TestServer server, Servers servers) {
        List<String> tokens = Stream.of(
                        TokenSpec.valid(),
                        TokenSpec.valid().scopes("mcp:admin"),
                        TokenSpec.valid().expiresIn(Duration.ofMinutes(-5)),
                        TokenSpec.valid().audience("https://other.example.com"),
                        TokenSpec.valid().header("kid", "unknown-kid"),
                        TokenSpec.valid().unsigned())
                .map(token -> servers.issuer().mint(token.user(PERSON)))
                .toList();
        for (String token : tokens) {
            server.send("GET", "/hello", "Authorization: Bearer " + token);
            server.send("GET", "/hello", "Authorization: Bearer " + token + ",x");
            server.sendBody("POST", "/hello", "x=" + token, "Authorization: Bearer " + token);
        }
        return tokens;
    }
}
