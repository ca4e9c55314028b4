package io.mcpoauth2.testapps.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.ProcessExit;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import io.mcpoauth2.testapps.harness.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when the configuration is wrong, or says that the agent is off. */
class StartFailureTest {
    private static final int CONFIGURATION_ERROR = 78;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void nothingConfiguredEndsTheJvmBeforeTheApplicationRuns(int jdk) {
        ProcessExit exit = Programs.hello(jdk).agent(AgentJar.path(), Map.of()).runToExit(TimeLimit.OF_A_WAIT);

        assertThat(exit.code()).isEqualTo(CONFIGURATION_ERROR);
        assertThat(exit.stdout()).isEmpty();
        assertThat(exit.stderr())
                .contains("the configuration has 2 errors:", "issuer (not set)", "audience (not set)", "OAUTH2_ISSUER")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void allErrorsOfAllSourcesAreToldTogetherWithKeyAndSource(int jdk) throws IOException {
        Path file = Files.writeString(folder.resolve("agent.json"), "{\"clock_skew\": \"long\", \"colour\": \"red\"}");

        ProcessExit exit = Programs.hello(jdk)
                .agent(AgentJar.path(), Map.of("issuer", "http://issuer.example"))
                .property("oauth2.algorithms", "HS256")
                .environment("OAUTH2_LOG_LEVEL", "loud")
                .environment("OAUTH2_CONFIG_FILE", file.toString())
                .runToExit(TimeLimit.OF_A_WAIT);

        assertThat(exit.code()).isEqualTo(CONFIGURATION_ERROR);
        assertThat(exit.stdout()).isEmpty();
        assertThat(exit.stderr().lines().map(String::strip))
                .anyMatch(line -> line.endsWith("the configuration has 6 errors:"))
                .anyMatch(line -> line.startsWith("issuer (agent argument): "))
                .anyMatch(line -> line.startsWith("audience (not set): "))
                .anyMatch(line -> line.startsWith("algorithms (system property oauth2.algorithms): "))
                .anyMatch(line -> line.startsWith("log_level (environment variable OAUTH2_LOG_LEVEL): "))
                .anyMatch(line -> line.startsWith("clock_skew (") && line.contains("agent.json"))
                .anyMatch(line -> line.startsWith("colour (") && line.contains("agent.json"));
    }

    /** A secret may stand where it should not: no value of any key is shown, nor what is no key. */
    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void wrongValuesAreNotShown(int jdk) throws IOException {
        String secret = "s3cr3t-Value";
        Path file = Files.writeString(
                folder.resolve("agent.json"),
                "{\"resource\": \"%1$s\", \"mode\": \"%1$s\", \"jwks_cache_ttl\": \"%1$s\", \"scopes\": {\"%1$s\": 1}}"
                        .formatted(secret));

        ProcessExit exit = Programs.hello(jdk)
                .agent(AgentJar.path(), Map.of("issuer", secret, "audience", secret + " " + secret))
                .property("oauth2.jwks_uri", "https://user:" + secret + "@issuer.example/jwks")
                .property("oauth2.handlers", secret + "!")
                .environment("OAUTH2_ALGORITHMS", secret)
                .environment("OAUTH2_CLOCK_SKEW", secret)
                .environment("OAUTH2_CONFIG_FILE", file.toString())
                .runToExit(TimeLimit.OF_A_WAIT);

        assertThat(exit.code()).isEqualTo(CONFIGURATION_ERROR);
        assertThat(exit.stdout()).isEmpty();
        assertThat(exit.stderr()).contains("issuer (agent argument)").doesNotContain(secret);
    }

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void onStartFailureContinueRunsOpenAndSaysSo(int jdk) {
        ServerProcess server = Programs.jdkHttp(jdk)
                .agent(AgentJar.path(), Map.of("on_start_failure", "continue"))
                .start();
        try (server) {
            assertThat(Programs.callAnonymously(server).toolText()).isEqualTo("hi");
        }
        assertThat(server.stderr()).contains("issuer (not set)", "this JVM runs UNPROTECTED");
        assertThat(server.stdout()).doesNotContain("mcp-oauth2-agent");
    }

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void modeOffAnswersAsWithoutTheAgentWhateverElseIsWrong(int jdk) {
        HttpAnswer plain = answer(Programs.jdkHttp(jdk));
        HttpAnswer off =
                answer(Programs.jdkHttp(jdk).agent(AgentJar.path(), Map.of("mode", "off", "issuer", "not-a-url")));

        assertThat(off.toolText()).isEqualTo("hi");
        assertThat(off.json()).isEqualTo(plain.json());
        assertThat(off.headers().keySet()).isEqualTo(plain.headers().keySet());
    }

    private static HttpAnswer answer(ServerProcessBuilder builder) {
        try (ServerProcess server = builder.start()) {
            return Programs.callAnonymously(server);
        }
    }
}
