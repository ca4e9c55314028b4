package io.mcpoauth2.testapps.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListeningProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static ListeningProcess start(String script) {
        return ListeningProcess.start(new ProcessBuilder("sh", "-c", script), List.of("x y"), "listening on ", LIMIT);
    }

    @Test
    void placeIsTheRestOfTheLineAndInputReachesTheServer() {
        try (ListeningProcess server = start("read -r line; echo \"12:00 listening on $line \"; read -r line")) {
            assertThat(server.place()).isEqualTo("x y");
        }
    }

    @Test
    void closeEndsWhatTheServerStartedToo() {
        ProcessHandle child;
        try (ListeningProcess server = start("sleep 600 & echo listening on $!; wait")) {
            child = ProcessHandle.of(Long.parseLong(server.place())).orElseThrow();
            assertThat(child.isAlive()).isTrue();
        }
        assertThat(child.onExit()).succeedsWithin(LIMIT);
    }

    @Test
    void serverThatEndsBeforeItListensIsAnErrorWithItsOutput() {
        assertThatIllegalStateException()
                .isThrownBy(() -> start("echo no port left >&2").close())
                .withMessageStartingWith("No \"listening on \" within ")
                .withMessageContaining("no port left");
    }
}
