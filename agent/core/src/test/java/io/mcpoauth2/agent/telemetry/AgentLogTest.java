package io.mcpoauth2.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AgentLogTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void onlyLinesUpToTheThresholdAreWritten() {
        AgentLog log = log(AgentLog.Level.WARN);
        log.error("e");
        log.warn("w");
        log.info("i");
        log.debug("d");

        assertThat(written().lines()).containsExactly("[mcp-oauth2-agent] ERROR e", "[mcp-oauth2-agent] WARN w");
        assertThat(log.isDebug()).isFalse();
    }

    @Test
    void debugWritesEverything() {
        AgentLog log = log(AgentLog.Level.DEBUG);
        log.info("i");
        log.debug("d");

        assertThat(written().lines()).containsExactly("[mcp-oauth2-agent] INFO i", "[mcp-oauth2-agent] DEBUG d");
        assertThat(log.isDebug()).isTrue();
    }

    @Test
    void linesThatAreHeldComeBeforeTheNextLineThatIsWritten() {
        AgentLog log = log(AgentLog.Level.INFO);
        log.hold(() -> log.info("start"));
        log.debug("not written, so no reason to write");
        assertThat(written()).isEmpty();

        log.warn("w");
        log.release();

        assertThat(written().lines()).containsExactly("[mcp-oauth2-agent] INFO start", "[mcp-oauth2-agent] WARN w");
    }

    @Test
    void linesThatAreHeldComeBeforeAFailureAndAReport() {
        AgentLog log = log(AgentLog.Level.INFO);
        log.hold(() -> log.info("start"));
        log.error("failed", new IllegalStateException());
        log.hold(() -> log.info("again"));
        log.error(List.of("2 errors:", "  one\u0000", "  two"));

        assertThat(written().lines().filter(line -> !line.startsWith("    at ")))
                .containsExactly(
                        "[mcp-oauth2-agent] INFO start",
                        "[mcp-oauth2-agent] ERROR failed",
                        "  java.lang.IllegalStateException",
                        "[mcp-oauth2-agent] INFO again",
                        "[mcp-oauth2-agent] ERROR 2 errors:",
                        "  one?",
                        "  two");
    }

    @Test
    @DisplayName("A6: a message cannot forge a line, whatever it quotes")
    void messageStaysOneLineWithoutControls() {
        log(AgentLog.Level.INFO).info("a\r\nb\u0000\u001b[31m\u007f\u0085\u2028\u2029\u202e\u200bé");

        assertThat(written()).isEqualTo("[mcp-oauth2-agent] INFO a??b??[31m??????é" + System.lineSeparator());
    }

    @Test
    void failureIsWrittenWithItsFramesAndCausesButWithoutMessages() {
        Exception failure =
                new IllegalStateException("eyJhbGciOi.secret", new NumberFormatException("For input: eyJhbGciOi"));

        log(AgentLog.Level.ERROR).error("failed", failure);

        assertThat(written())
                .startsWith("[mcp-oauth2-agent] ERROR failed" + System.lineSeparator())
                .contains("  java.lang.IllegalStateException" + System.lineSeparator())
                .contains("    at io.mcpoauth2.agent.telemetry.AgentLogTest.failureIsWritten")
                .contains("  caused by java.lang.NumberFormatException" + System.lineSeparator())
                .doesNotContain("eyJ");
    }

    @Test
    void failureThatNamesOnlyCodeKeepsItsMessage() {
        log(AgentLog.Level.ERROR).error("failed", new NoClassDefFoundError("jakarta/servlet/Filter\nforged"));

        assertThat(written()).contains("java.lang.NoClassDefFoundError: jakarta/servlet/Filter?forged");
    }

    @Test
    void cyclicCausesAndDeepTracesAreBounded() {
        Exception first = new Exception();
        Exception second = new Exception(first);
        first.initCause(second);
        StackTraceElement[] deep = new StackTraceElement[5_000];
        Arrays.fill(deep, new StackTraceElement("A", "b", "A.java", 1));
        first.setStackTrace(deep);

        log(AgentLog.Level.ERROR).error("failed", first);

        assertThat(written().lines().count()).isLessThan(1_000);
    }

    private AgentLog log(AgentLog.Level threshold) {
        return new AgentLog(new PrintStream(bytes, true, StandardCharsets.UTF_8), threshold);
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
