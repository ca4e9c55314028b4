package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients of others that are given the address of a server: its refusal leads them to its metadata, to the issuer, which registers
 * them and lets a user log in, and back with a token for that address.
 */
@ExtendWith({ServersExtension.class, ProvidersExtension.class})
class ClientLoginTest {
    /** The official TypeScript SDKs, and the bridge of clients that speak by standard input only. */
    private static final List<String> CLIENTS = List.of("sdk-1", "sdk-2", "mcp-remote");

    /** What a tool needs beyond {@link ProtectedServer#SCOPE}. */
    private static final String MORE = "mcp:admin";

    static Stream<ServerSpec> oneServer() {
        return ServerSpec.each(ServerKind.SDK2_TOMCAT11);
    }

    static Stream<ServerSpec> otherServers() {
        return ServerSpec.all().filter(spec -> spec.kind() != ServerKind.SDK2_TOMCAT11);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oneServer")
    @DisplayName("clients find the issuer, log in, and the tool knows the user")
    void clientsLogIn(ServerSpec spec, Providers providers, Servers servers) {
        logInByEach(CLIENTS, spec, providers, servers);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oneServer")
    @DisplayName("a client whose tokens are bound to a key does, where no others are taken")
    void clientWithBoundTokensLogsIn(ServerSpec spec, Providers providers, Servers servers) {
        ServerSpec bound = spec.setting("dpop", "required").setting("dpop_nonce", "required");
        logInByEach(List.of("sdk-2-dpop"), bound, providers, servers);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oneServer")
    @DisplayName("R20: a client whose call lacks a scope has its user grant it, and the same call goes on")
    void clientStepsUp(ServerSpec spec, Providers providers, Servers servers) {
        stepUpByEach(List.of("sdk-1", "sdk-2"), spec, providers, servers);
    }

    @Tag("full")
    @ParameterizedTest(name = "{0}")
    @MethodSource("otherServers")
    @DisplayName("R20: a client whose call lacks a scope has its user grant it: every other server")
    void clientStepsUpEverywhere(ServerSpec spec, Providers providers, Servers servers) {
        stepUpByEach(List.of("sdk-1", "sdk-2"), spec, providers, servers);
    }

    @Tag("full")
    @ParameterizedTest(name = "{0}")
    @MethodSource("otherServers")
    @DisplayName("clients find the issuer, log in, and the tool knows the user: every other server")
    void clientsLogInEverywhere(ServerSpec spec, Providers providers, Servers servers) {
        logInByEach(CLIENTS, spec, providers, servers);
    }

    private static void stepUpByEach(List<String> clients, ServerSpec kind, Providers providers, Servers servers) {
        int port = Ports.free();
        ServerSpec spec = at(port, kind, providers).setting("tool_scopes", "whoami=" + MORE);
        try (TestServer server = servers.start(spec)) {
            for (String client : clients) {
                String user = "user-of-" + client;
                long before = server.executions();

                LoginClient.Session session =
                        LoginClient.runKnown(client, "known", address(port), ProtectedServer.WHOAMI, user);

                assertThat(session.authorizations()).as(client).hasSize(2);
                assertThat(Http.decoded(session.authorizations().get(1))
                                .get("scope")
                                .split(" "))
                        .as(client)
                        .contains(ProtectedServer.SCOPE, MORE);
                assertThat(session.answer().at("/content/0/text").asText())
                        .as("%s: %s", client, session.answer())
                        .isEqualTo(user);
                assertThat(server.executions()).as(client).isEqualTo(before + 1);
            }
        }
    }

    /** A client believes metadata of the address only that it was given. */
    private static ServerSpec at(int port, ServerSpec kind, Providers providers) {
        return kind.withApi()
                .argument("port=" + port)
                .setting("issuer", providers.oidcProvider().issuer().url())
                .setting("audience", address(port))
                .setting("scopes", ProtectedServer.SCOPE);
    }

    private static String address(int port) {
        return "http://127.0.0.1:" + port + "/mcp";
    }

    private static void logInByEach(List<String> clients, ServerSpec kind, Providers providers, Servers servers) {
        int port = Ports.free();
        String address = address(port);
        ServerSpec spec = at(port, kind, providers);
        try (TestServer server = servers.start(spec)) {
            for (String client : clients) {
                String user = "user-of-" + client;
                long before = server.executions();

                LoginClient.Session session = LoginClient.run(client, address, ProtectedServer.WHOAMI, user);

                assertThat(session.authorizations()).as(client).hasSize(1);
                assertThat(Http.decoded(session.authorizations().get(0)))
                        .as(client)
                        .containsEntry("resource", address)
                        .containsEntry("code_challenge_method", "S256")
                        // And offline_access, of a client that sees that the issuer gives refresh tokens for it.
                        .hasEntrySatisfying(
                                "scope", scope -> assertThat(scope.split(" ")).contains(ProtectedServer.SCOPE));
                assertThat(session.tools()).as(client).contains(ProtectedServer.WHOAMI, "echo");
                assertThat(session.answer().at("/content/0/text").asText())
                        .as("%s: %s", client, session.answer())
                        .isEqualTo(user);
                assertThat(server.executions()).as(client).isEqualTo(before + 1);
            }
        }
    }
}
