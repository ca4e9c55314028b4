package io.mcpoauth2.agent.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.SettingsReader;
import java.io.FileInputStream;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frameworks' lists are left alone unless a setting asks for it. */
class ListInstrumentationsTest {
    @Test
    void noListIsTouchedByDefault() {
        assertThat(changesLists("")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"filter_lists", "publish_security_schemes"})
    void listsAreChangedWhereASettingAsksForIt(String setting) {
        assertThat(changesLists("," + setting + "=true")).isTrue();
    }

    /** Nothing that a caller is told is to be another thing than without the agent. */
    @Test
    void listsStayAsTheyAreInReportMode() {
        assertThat(changesLists(",filter_lists=true,publish_security_schemes=true,mode=report"))
                .isFalse();
    }

    private static boolean changesLists(String more) {
        Settings settings = new SettingsReader(
                        "issuer=https://as.example,audience=https://mcp.example/mcp" + more,
                        Map.of(),
                        new Properties(),
                        FileInputStream::new)
                .read()
                .settings()
                .orElseThrow();
        return Instrumentations.of(settings).stream()
                .anyMatch(type -> type.kind().endsWith(" answer"));
    }
}
