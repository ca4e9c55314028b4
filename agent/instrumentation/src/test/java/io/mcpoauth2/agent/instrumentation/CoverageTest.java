package io.mcpoauth2.agent.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The line at the first request says what is covered, and what is not. */
class CoverageTest {
    private final Coverage coverage = new Coverage();

    @Test
    void lineNamesWhatIsCoveredAndWhatIsNot() {
        coverage.door("servlet layer", null);
        coverage.door("Tomcat door", null);
        coverage.framework("MCP SDK");
        coverage.gap("port 8081 (no door knows io.example.Server)");

        assertThat(coverage.summary("Tomcat door at port 8080", 8, 5))
                .isEqualTo(
                        "Tomcat door at port 8080 protected, doors: Tomcat door and servlet layer, MCP frameworks: MCP SDK,"
                                + " handlers with rules of their own: 8 guarded, handlers of frameworks: 5 guarded,"
                                + " not covered: port 8081 (no door knows io.example.Server)");
    }

    @Test
    void noHandlersAndNoFrameworkAreNoFault() {
        assertThat(coverage.summary("Tomcat door", 0, 0))
                .contains(
                        "MCP frameworks: none known",
                        "handlers with rules of their own: none marked",
                        "handlers of frameworks: none annotated")
                .endsWith("not covered: nothing known");
    }

    @Test
    void lineSaysThatPresetsAreOff() {
        assertThat(coverage.summary("Tomcat door", 0, -1)).contains("handlers of frameworks: left alone (presets=off)");
    }

    @Test
    void gapIsNewOnce() {
        assertThat(coverage.gap("port 1")).isTrue();
        assertThat(coverage.gap("port 1")).isFalse();
    }

    @Test
    void unknownServerIsAGapAsLongAsItIsOpen() {
        AtomicBoolean open = new AtomicBoolean(true);
        coverage.unknownServer("port 1", open::get);
        assertThat(coverage.unknownServers()).containsExactly("port 1");
        assertThat(coverage.gaps()).containsExactly("port 1");

        open.set(false);

        assertThat(coverage.unknownServers()).isEmpty();
        assertThat(coverage.gaps()).isEmpty();
    }

    @Test
    void gapsAreBounded() {
        for (int i = 0; i < 10_000; i++) {
            coverage.gap("port " + i);
        }

        assertThat(coverage.gaps()).hasSize(200);
    }
}
