package io.mcpoauth2.testapps.company.quarkus;

import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The one jar of {@code quarkus-mcp17} behind the agent.
 *
 * @param port of HTTP and WebSocket
 * @param management of the management interface
 */
record QuarkusServer(int port, int management) {
    static final String AUDIENCE = "https://mcp.example.com/mcp";

    static QuarkusServer onFreePorts() {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new QuarkusServer(one.getLocalPort(), other.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it without standard input as a transport, and waits until it listens. */
    ServerProcess start(int jdk, EmbeddedIssuer issuer, Map<String, String> settings) {
        return process(jdk, issuer, settings, false).start();
    }

    /** Starts it with standard input as a transport, too: its first answer tells that it runs. */
    ServerProcess startWithStdio(int jdk, EmbeddedIssuer issuer) {
        return process(jdk, issuer, Map.of(), true).startAt(port);
    }

    private ServerProcessBuilder process(int jdk, EmbeddedIssuer issuer, Map<String, String> more, boolean stdio) {
        Map<String, String> settings = new HashMap<>(
                Map.of("issuer", issuer.issuer(), "audience", AUDIENCE, "allow_http", "true", "clock_skew", "0"));
        settings.putAll(more);
        return ServerProcess.builder()
                .jdk(jdk)
                .jvmArguments(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.management.port=" + management,
                        "-Dquarkus.mcp.server.stdio.enabled=" + stdio)
                .jar(Path.of(
                        System.getProperty("company-servers.dir"),
                        "quarkus-mcp17/target/test-company-server-quarkus-mcp17-0.1.0-SNAPSHOT-runner.jar"))
                .agent(Path.of(System.getProperty("agent.jar")), settings);
    }
}
