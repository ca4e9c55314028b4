package io.mcpoauth2.testapps.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.Jdks;
import io.mcpoauth2.testapps.harness.ProcessExit;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of the agent's jar: they run on stdout and stderr of their own, and end with a status that a script reads. */
class CommandsTest {
    private static final String AUDIENCE = "https://mcp.example/mcp";

    @TempDir
    Path folder;

    @ParameterizedTest(name = "JDK {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void explainShowsEveryCheckOfAToken(int jdk) throws Exception {
        try (EmbeddedIssuer issuer = EmbeddedIssuer.builder().start()) {
            String token = issuer.mint(TokenSpec.valid().subject("alice").audience(AUDIENCE));
            ProcessExit accepted = run(jdk, token, "explain", "-", settings(issuer));

            assertThat(accepted.code())
                    .as(accepted.stdout() + accepted.stderr())
                    .isZero();
            assertThat(accepted.stdout())
                    .containsSubsequence("passed   structure", "asks     ", "passed   signature", "accepted until ")
                    .doesNotContain("alice", token);
            assertThat(accepted.stderr()).isEmpty();

            ProcessExit refused = run(
                    jdk,
                    issuer.mint(TokenSpec.valid().subject("alice").audience("https://other.example")),
                    "explain",
                    "-",
                    settings(issuer));

            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.stdout()).contains("Expected audience: " + AUDIENCE, "remedy: ", "status 401");
        }
    }

    @ParameterizedTest(name = "JDK {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void checkTellsWhatWorksAndWhatDoesNot(int jdk) throws Exception {
        try (EmbeddedIssuer issuer = EmbeddedIssuer.builder().start()) {
            ProcessExit fine = run(jdk, "", "check", settings(issuer));
            assertThat(fine.code()).as(fine.stdout() + fine.stderr()).isZero();
            assertThat(fine.stdout()).contains("publishes the keys", "nothing is wrong");

            ProcessExit wrong =
                    run(jdk, "", "check", "--json", settings(issuer).replace(issuer.issuer(), issuer.issuer() + "/x"));
            assertThat(wrong.code()).isEqualTo(1);
            assertThat(wrong.stdout()).startsWith("{\"settings\":[").contains("\"remedy\":");
        }
    }

    @ParameterizedTest(name = "JDK {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void wrongCallsShowTheUsage(int jdk) throws Exception {
        for (List<String> call : List.of(List.of("explain"), List.of("explain", "x"), List.of("check", "a", "b"))) {
            ProcessExit exit = run(jdk, "", call.toArray(String[]::new));
            assertThat(exit.code()).isEqualTo(2);
            assertThat(exit.stdout()).isEmpty();
            assertThat(exit.stderr()).contains("usage: java -jar mcp-oauth2-agent.jar explain -");
        }
    }

    private static String settings(EmbeddedIssuer issuer) {
        return "issuer=" + issuer.issuer() + ",audience=" + AUDIENCE + ",allow_http=true";
    }

    private ProcessExit run(int jdk, String stdin, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Jdks.java(jdk).toString(), "-jar", AgentJar.path().toString()));
        command.addAll(List.of(arguments));
        Path in = Files.writeString(folder.resolve("stdin"), stdin);
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("OAUTH2_") || name.contains("JAVA_"));
        Process process = builder.start();
        if (!process.waitFor(TimeLimit.OF_A_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("Still running after " + TimeLimit.OF_A_WAIT);
        }
        return new ProcessExit(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
