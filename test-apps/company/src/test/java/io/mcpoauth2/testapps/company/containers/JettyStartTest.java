package io.mcpoauth2.testapps.company.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.ProcessExit;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.process.Artifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which JVM gets the flag where Jetty starts its server in a second one, as its own dry run tells. */
@Tag("full")
class JettyStartTest {
    private static final String FLAG = "-javaagent:/opt/mcp/mcp-oauth2-agent.jar";

    @TempDir
    private Path base;

    @Test
    void flagOfAFileIsTheServers() throws IOException {
        assertThat(commandOfTheServer("--exec\n" + FLAG + "\n").stdout()).contains(FLAG);
    }

    @Test
    void flagOfTheCommandLineStaysInTheFirstJvm() throws IOException {
        ProcessExit run = commandOfTheServer("--exec\n-Xmx256m\n");

        assertThat(run.stdout()).contains("-Xmx256m").doesNotContain("-javaagent");
        assertThat(run.stderr()).contains("mode enforce");
    }

    private ProcessExit commandOfTheServer(String file) throws IOException {
        Files.writeString(Files.createDirectories(base.resolve("start.d")).resolve("mcp-oauth2.ini"), file);
        Map<String, String> settings =
                Map.of("issuer", "https://login.example.com", "audience", "https://mcp.example.com/mcp");
        ProcessExit run = ServerProcess.builder()
                .jdk(17)
                .agent(Artifacts.agentJar(), settings)
                .jar(Container.containers("jetty-home-12.0.16/start.jar"))
                .arguments("jetty.base=" + base, "--modules=http", "--dry-run")
                .runToExit(TimeLimit.OF_A_WAIT);
        assertThat(run.code()).as(run.stderr()).isZero();
        assertThat(run.stdout()).contains("org.eclipse.jetty.xml.XmlConfiguration");
        return run;
    }
}
