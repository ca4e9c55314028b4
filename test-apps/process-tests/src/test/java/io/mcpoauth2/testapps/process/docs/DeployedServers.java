package io.mcpoauth2.testapps.process.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.ProcessExit;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import java.util.Map;

/** Servers that are started as the page about deployment says, and how it shows that the agent protects them. */
final class DeployedServers {
    private final Sandbox sandbox;

    DeployedServers(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    static void assertThatServerWasProtected(ProcessExit run) {
        assertThat(run.code()).as(run.stderr()).isZero();
        assertThat(run.stdout()).contains("READY ");
        assertThatAgentAccepts(run.stderr());
    }

    /** A name that is no setting is a WARN line, a value that is none an ERROR. */
    private static void assertThatAgentAccepts(String stderr) {
        assertThat(stderr).contains("mode enforce, issuer https://login.example.com/realms/acme");
        assertThat(stderr.lines().filter(line -> line.contains("[mcp-oauth2-agent] ")))
                .noneMatch(line -> line.contains(" ERROR "))
                .noneMatch(line -> line.contains(" WARN ") && !line.contains("cannot be fetched"));
    }

    /** Starts it in an environment that has nothing but the flag and settings. */
    ServerProcess protectedServer(String jars, Map<String, String> environment) {
        assertThat(environment.keySet())
                .contains("JAVA_TOOL_OPTIONS")
                .allMatch(name -> name.equals("JAVA_TOOL_OPTIONS") || name.startsWith("OAUTH2_"));
        ServerProcess server = server(DeploymentPage.in(jars, environment));
        assertThatAgentAccepts(server.stderr());
        return server;
    }

    ServerProcess server(Map<String, String> environment) {
        ServerProcessBuilder server = ServerProcess.builder()
                .jdk(17)
                .jar(sandbox.folder().resolve("server.jar"))
                .directory(sandbox.folder());
        environment.forEach(server::environment);
        return server.start();
    }

    /** Runs what asks a server at the port of the documentation. */
    int codeOf(String command, ServerProcess server) throws Exception {
        assertThat(command).contains(":8080/");
        return sandbox.run(command.replace(":8080/", ":" + server.port() + "/")).code();
    }
}
