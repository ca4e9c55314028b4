package io.mcpoauth2.testapps.process.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.ProcessExit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page's files for machines and application servers protect their servers; only the folders are others. */
@Tag("full")
class HostDeploymentTest {
    private static final String SERVER = "java %s -jar server.jar";

    @TempDir
    private static Path folder;

    private static Sandbox sandbox;

    @BeforeAll
    static void copyTheJars() throws IOException {
        sandbox = new Sandbox(folder);
    }

    @Test
    void serviceOfSystemdIsProtected() throws Exception {
        List<Fence> files = DeploymentPage.blocks("systemd: ini");
        assertThat(files.get(1).text()).startsWith(firstLine(files.get(0)) + ".d/");
        SystemdUnit unit = new SystemdUnit(files.stream().map(Fence::text));
        String settings = DeploymentPage.block("systemd: properties");
        assertThat(unit.all("EnvironmentFile"))
                .containsExactly(settings.lines().findFirst().orElseThrow().replace("# ", ""));
        Map<String, String> environment = unit.environment();
        environment.putAll(SystemdUnit.variables(settings.lines()));
        assertThat(unit.all("ExecStart")).hasSize(1);
        assertThat(unit.all("RestartPreventExitStatus")).containsExactly("78");

        String command = unit.all("ExecStart").get(0).replace("/usr/bin/java", "java");
        DeployedServers.assertThatServerWasProtected(sandbox.run(
                DeploymentPage.in(folder.toString(), environment), DeploymentPage.in(folder.toString(), command)));
    }

    static Stream<Fence> sourcedFiles() {
        return DeploymentPage.fences().stream()
                .filter(fence -> Set.of("Tomcat: sh", "WildFly: sh").contains(DeploymentPage.name(fence)));
    }

    @ParameterizedTest
    @MethodSource("sourcedFiles")
    void fileThatAScriptReadsAddsTheFlagToWhatIsThere(Fence file) throws Exception {
        sandbox.file("setenv.sh", DeploymentPage.in(folder.toString(), file.text()));
        String variable = file.heading().equals("Tomcat") ? "CATALINA_OPTS" : "JAVA_OPTS";

        ProcessExit run = sandbox.run(
                Map.of(variable, "-Dserver.name=kept"),
                ". ./setenv.sh; echo $" + variable + "; " + SERVER.formatted("$" + variable));

        DeployedServers.assertThatServerWasProtected(run);
        assertThat(run.stdout()).startsWith("-Dserver.name=kept -javaagent:");
    }

    static Stream<Fence> optionFiles() {
        return DeploymentPage.fences().stream()
                .filter(fence ->
                        Set.of("Jetty: ini", "Open Liberty: properties").contains(DeploymentPage.name(fence)));
    }

    /** An option a line; Jetty's begin with one of its own, without which none is looked at. */
    @ParameterizedTest
    @MethodSource("optionFiles")
    void optionsOfAFileAreTheJvms(Fence file) throws Exception {
        List<String> options = new ArrayList<>(file.text().lines().toList());
        assertThat(options.remove("--exec")).isEqualTo(file.heading().equals("Jetty"));
        assertThat(options).allMatch(option -> option.matches("-\\S+"));

        DeployedServers.assertThatServerWasProtected(
                sandbox.run(SERVER.formatted(DeploymentPage.in(folder.toString(), String.join(" ", options)))));
    }

    private static String firstLine(Fence file) {
        return file.text().lines().findFirst().orElseThrow();
    }
}
