package io.mcpoauth2.testapps.process.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each release of MCP's official conformance suite says of a server with the agent, check by check, what it says of it without. */
@Tag("full")
@ExtendWith(ServersExtension.class)
class ConformanceTest {
    static Stream<ServerSpec> servers() {
        return ServerSpec.each(
                ServerKind.SDK2_TOMCAT11,
                ServerKind.SPRING_AI_WEBMVC,
                ServerKind.SPRING_AI_WEBFLUX,
                ServerKind.QUARKUS_MCP,
                ServerKind.HELIDON_MCP,
                ServerKind.KTOR_CIO);
    }

    static Stream<Arguments> suitesAndServers() {
        return Stream.of(Suite.values()).flatMap(suite -> servers().map(spec -> Arguments.of(suite, spec)));
    }

    @BeforeAll
    static void installTheSuites() throws IOException, InterruptedException {
        for (Suite suite : Suite.values()) {
            suite.install();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("suitesAndServers")
    @DisplayName("each suite finds the same with the agent as without")
    void suiteFindsTheSameWithTheAgent(Suite suite, ServerSpec spec, Servers servers, @TempDir Path folder)
            throws Exception {
        List<String> without = checks(suite, spec.withoutAgent(), servers, folder.resolve("without"));
        List<String> with = checks(suite, spec, servers, folder.resolve("with"));

        assertThat(without).hasSizeGreaterThan(20).anyMatch(line -> line.contains("SUCCESS"));
        assertThat(with).isEqualTo(without);
    }

    private static List<String> checks(Suite suite, ServerSpec spec, Servers servers, Path results) throws Exception {
        Files.createDirectories(results);
        try (TestServer server = servers.start(spec);
                TokenProxy proxy = new TokenProxy(server.port(), servers.token("alice"))) {
            return suite.checks("http://127.0.0.1:" + proxy.port() + "/mcp", results);
        }
    }
}
