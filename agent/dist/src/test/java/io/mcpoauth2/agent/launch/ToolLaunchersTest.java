package io.mcpoauth2.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolLaunchersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdk.jcmd/sun.tools.jps.Jps",
                "jdk.jcmd/sun.tools.jps.Jps -l",
                "org.codehaus.plexus.classworlds.launcher.Launcher -q verify"
            })
    void toolsAreRecognisedByTheirExactMainClass(String command) {
        assertThat(ToolLaunchers.isTool(command)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "server.jar",
                "com.acme.Server jdk.jcmd/sun.tools.jps.Jps",
                "org.codehaus.plexus.classworlds.launcher.LauncherOfMine",
                "jdk.compiler/com.sun.tools.javac.launcher.Main Server.java"
            })
    void applicationsAreNot(String command) {
        assertThat(ToolLaunchers.isTool(command)).isFalse();
    }

    @Test
    void documentationListsExactlyThePrograms() throws IOException {
        List<String> page = Files.readAllLines(Path.of("..", "..", "docs", "troubleshooting.md"));
        List<String> section = page.subList(page.indexOf("## Programs that the agent leaves alone"), page.size());

        assertThat(section.stream()
                        .filter(line -> line.startsWith("- `"))
                        .map(line -> line.substring(3, line.length() - 1)))
                .containsExactlyInAnyOrderElementsOf(ToolLaunchers.MAIN_CLASSES);
    }
}
