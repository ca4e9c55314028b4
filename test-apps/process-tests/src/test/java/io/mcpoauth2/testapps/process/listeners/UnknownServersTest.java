package io.mcpoauth2.testapps.process.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.ProcessExit;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.process.Artifacts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What listens without a door is said aloud, or may not listen; no door is the same to all means of the JDK. */
class UnknownServersTest {
    private static final String ERROR = "[mcp-oauth2-agent] ERROR ";
    private static final String NOT_PROTECTED =
            " was opened by com.example.server.Listening (classes): no door knows this server, so what it serves is NOT"
                    + " protected";

    @TempDir
    Path folder;

    @ParameterizedTest(name = "JDK {0}: {1}")
    @CsvSource({
        "17, socket",
        "25, socket",
        "17, channel",
        "25, channel",
        "17, asynchronous",
        "25, asynchronous",
        "17, tls"
    })
    void portAndOpenerAreToldInOneLine(int jdk, String means) {
        try (ServerProcess server = listening(jdk, means, Map.of()).start()) {
            assertThat(server.awaitStderr(ERROR + "port " + server.port() + NOT_PROTECTED, TimeLimit.OF_A_WAIT))
                    .isPresent();
            assertThat(server.stderr().lines().filter(line -> line.startsWith(ERROR)))
                    .hasSize(1);
        }
    }

    @Test
    void unixSocketIsToldByItsPath() throws IOException {
        Path path = Files.createTempDirectory("listening").resolve("s"); // A path has 100 characters at most.
        try (ServerProcess server =
                listening(25, "unix", Map.of()).arguments("path=" + path).start()) {
            assertThat(server.awaitStderr(ERROR + "Unix socket " + path + NOT_PROTECTED, TimeLimit.OF_A_WAIT))
                    .isPresent();
        } finally {
            Files.deleteIfExists(path);
            Files.delete(path.getParent());
        }
    }

    @Test
    void operatorsSeeItInTheMBeanBeforeAnyRequest() {
        try (ServerProcess server =
                listening(17, "socket", Map.of()).arguments("mbean=true").start()) {
            assertThat(server.stdout())
                    .contains("UNKNOWN port " + server.port() + " (com.example.server.Listening (classes): ");
        }
    }

    @ParameterizedTest(name = "JDK {0}: {1}")
    @CsvSource({"17, socket", "25, channel", "17, asynchronous", "25, unix"})
    void refusedServerCannotListenAndTheExceptionNamesAgentAndSetting(int jdk, String means) {
        ProcessExit exit = listening(jdk, means, Map.of("unknown_servers", "refuse"))
                .arguments("path=" + folder.resolve("s"))
                .runToExit(TimeLimit.OF_A_WAIT);

        assertThat(exit.code()).isEqualTo(1);
        assertThat(exit.stdout()).doesNotContain("READY");
        assertThat(exit.stderr())
                .contains(ERROR)
                .contains("java.net.SocketException: mcp-oauth2-agent: ")
                .contains("com.example.server.Listening", "unknown_servers=refuse");
    }

    @ParameterizedTest(name = "unknown_servers={0}")
    @ValueSource(strings = {"warn", "refuse"})
    void knownPortIsLeftAlone(String unknownServers) throws IOException {
        int port = freePort();
        Map<String, String> settings = Map.of("unknown_servers", unknownServers, "known_ports", Integer.toString(port));
        try (ServerProcess server =
                listening(25, "socket", settings).arguments("port=" + port).start()) {
            assertThat(server.port()).isEqualTo(port);
            assertThat(server.stderr()).doesNotContain(ERROR);
        }
    }

    @Test
    void knownPortIsThatPortOnly() throws IOException {
        try (ServerProcess server =
                listening(17, "socket", Map.of("known_ports", "1")).start()) {
            assertThat(server.stderr()).contains(ERROR + "port " + server.port() + NOT_PROTECTED);
        }
    }

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void serverOfTheJdkHasADoorAndMayListen(int jdk) {
        try (ServerProcess server = ServerProcess.builder()
                .jdk(jdk)
                .main("com.example.jdkhttp.JdkHttpServer", servers() + "/jdk-http/target/app-linked/*")
                .agent(Artifacts.agentJar(), settings(Map.of("unknown_servers", "refuse")))
                .start()) {
            assertThat(server.stderr()).doesNotContain(ERROR);
        }
    }

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void managementPortOfTheJdkIsSpared(int jdk) throws IOException {
        ProcessExit exit = ServerProcess.builder()
                .jdk(jdk)
                .main("com.example.server.Hello", servers() + "/common/target/classes")
                .agent(Artifacts.agentJar(), settings(Map.of("unknown_servers", "refuse")))
                .property("com.sun.management.jmxremote.port", Integer.toString(freePort()))
                .property("com.sun.management.jmxremote.authenticate", "false")
                .property("com.sun.management.jmxremote.ssl", "false")
                .runToExit(TimeLimit.OF_A_WAIT);

        assertThat(exit.stderr()).doesNotContain(ERROR);
        assertThat(exit.stdout()).isEqualToIgnoringNewLines("hello");
        assertThat(exit.code()).isZero();
    }

    private static ServerProcessBuilder listening(int jdk, String means, Map<String, String> settings) {
        return ServerProcess.builder()
                .jdk(jdk)
                .main("com.example.server.Listening", servers() + "/common/target/classes")
                .arguments("by=" + means)
                .agent(Artifacts.agentJar(), settings(settings));
    }

    private static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("issuer", "https://issuer.invalid");
        settings.put("audience", "https://mcp.example/mcp");
        return settings;
    }

    /** Where servers lie that are built before these tests. */
    private static Path servers() {
        return Path.of(System.getProperty("servers.dir")).toAbsolutePath().normalize();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
