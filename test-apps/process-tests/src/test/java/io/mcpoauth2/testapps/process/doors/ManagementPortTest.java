package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code exempt_routes=:9000/health/*}: probes on a management port need no token, and nobody else passes by it. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class ManagementPortTest extends DoorTest {
    private final int management;

    ManagementPortTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
        management = Integer.parseInt(spec.arguments().get(0).substring("management=".length()));
    }

    static Stream<ServerSpec> servers() throws IOException {
        return Stream.of(
                withManagement(ServerSpec.of(ServerKind.SDK2_TOMCAT11, 17)).argument("forwarded=true"),
                withManagement(ServerSpec.of(ServerKind.SDK2_JETTY12, 25)).argument("forwarded=true"),
                withManagement(ServerSpec.of(ServerKind.SDK2_JETTY12, 17)).argument("proxy-protocol=true"),
                withManagement(ServerSpec.of(ServerKind.JDK_HTTP, 25)),
                withManagement(ServerSpec.of(ServerKind.HELIDON_MCP, 25)),
                withManagement(ServerSpec.of(ServerKind.HELIDON_MCP, 25)).argument("proxy-protocol=true"));
    }

    private static ServerSpec withManagement(ServerSpec spec) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return spec.argument("management=" + free.getLocalPort())
                    .setting("exempt_routes", ":" + free.getLocalPort() + "/health/*");
        }
    }

    @Test
    @DisplayName("F8: what is exempt on the management port needs no token there")
    void probeNeedsNoToken() throws IOException {
        HttpAnswer answer = send(management, "/health/live");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok");
    }

    @Test
    @DisplayName("F8: all else on the management port does")
    void restOfTheManagementPortIsProtected() throws IOException {
        Refusals.assertNoToken(send(management, "/hello"));
        assertNothingRan();
    }

    @Test
    @DisplayName("F8: what a request says of its port opens nothing")
    void requestDoesNotChooseItsPort() throws IOException {
        String other = "127.0.0.1:" + management;
        Refusals.assertNoToken(send(server.port(), "/health/live"));
        for (List<String> lines : List.of(
                List.of("X-Forwarded-Port: " + management),
                List.of("X-Forwarded-Host: " + other, "X-Forwarded-For: 127.0.0.1", "X-Forwarded-Proto: http"),
                List.of("Forwarded: for=127.0.0.1;host=\"" + other + "\";proto=http"),
                List.of("X-Forwarded-Server: " + other, "X-Forwarded-For: 127.0.0.1"))) {
            Refusals.assertNoToken(send(server.port(), "/health/live", lines.toArray(String[]::new)));
        }
        // Servers refuse a target that names another host than the Host header by themselves.
        assertThat(send(server.port(), "http://" + other + "/health/live").status())
                .isIn(400, 401);
        assertNothingRan();
    }

    /** With a preamble that names the other port where the server reads one. */
    private HttpAnswer send(int port, String target, String... lines) throws IOException {
        int claimed = port == management ? server.port() : management;
        String preamble = spec.arguments().contains("proxy-protocol=true")
                ? "PROXY TCP4 127.0.0.1 127.0.0.1 5555 " + claimed + "\r\n"
                : "";
        return RawHttp.exchange(port, preamble + TestServer.request("GET", target, null, lines));
    }
}
