package io.mcpoauth2.testapps.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerProcessTest {

    private static ServerProcessBuilder server(int jdk, String argument) {
        return ServerProcess.builder()
                .jdk(jdk)
                .main(CountingServer.class.getName(), "target/test-classes")
                .property("greeting", "hello")
                .environment("GREETING", "good day")
                .arguments(argument);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void startedServerTellsItsPortAndCountsAndEndsWhenClosed(int jdk) {
        ServerProcess server = server(jdk, "serve").start();
        try (server) {
            assertThat(server.port()).isEqualTo(4711);
            assertThat(server.executionCount()).isZero();
            assertThat(server.executionCount()).isEqualTo(1);
            assertThat(server.awaitStderr("arguments", TimeLimit.OF_A_WAIT)).hasValue("arguments [serve]");
        }
        assertThat(ProcessHandle.of(server.pid())).isEmpty();
        assertThat(server.stdout())
                .isEqualTo("java " + jdk
                        + " property hello variable good day leaked null\nREADY 4711\nCOUNT 0\nCOUNT 1\n");
        assertThat(server.stderr()).isEqualTo("arguments [serve]\n");
    }

    @Test
    void serverThatExitsBeforeReadyIsAnErrorWithItsCodeAndOutput() {
        assertThatIllegalStateException()
                .isThrownBy(() -> server(17, "fail").start().close())
                .withMessageStartingWith("Exit 78 before READY")
                .withMessageContaining("arguments [fail]");
    }

    @Test
    void exitCodeAndOutputOfAProcessThatEndsAreReturned() {
        ProcessExit exit = server(17, "fail").runToExit(TimeLimit.OF_A_WAIT);

        assertThat(exit.code()).isEqualTo(78);
        assertThat(exit.stdout()).startsWith("java 17 ");
        assertThat(exit.stderr()).isEqualTo("arguments [fail]\n");
    }

    @Test
    void processThatRunsToItsEndReadsEmptyInput() {
        assertThat(server(17, "serve").runToExit(TimeLimit.OF_A_WAIT).code()).isZero();
    }

    @Test
    void absentAgentJarEndsTheJvmAndSaysSo() {
        ProcessExit exit = server(17, "serve")
                .agent(Path.of("absent.jar"), Map.of("issuer", "https://issuer.example"))
                .runToExit(TimeLimit.OF_A_WAIT);

        assertThat(exit.code()).isNotZero();
        assertThat(exit.stderr()).contains("absent.jar");
        assertThat(exit.stdout()).doesNotContain("READY");
    }
}
