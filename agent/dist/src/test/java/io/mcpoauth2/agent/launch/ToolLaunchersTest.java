package io.mcpoauth2.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

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
}
