package io.mcpoauth2.testapps.process.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code spring_security}: a server whose Spring Security asks for a user everywhere, and has nothing to make one out of a token. */
@ExtendWith(ServersExtension.class)
@Timeout(120)
class SpringSecurityTest {
    private static final String ANYONE = "anonymousUser[ROLE_ANONYMOUS] null false";
    private static final String LOCAL = "local[FACTOR_PASSWORD, clerk] local false";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final String LOGIN = "username=local&password=secret";

    private final Servers servers;
    private final TestServer server;

    SpringSecurityTest(Servers servers) {
        this.servers = servers;
        this.server = servers.shared(server().setting("spring_security", "on").setting("roles_claim", "roles"));
    }

    private static ServerSpec server() {
        return ServerSpec.of(ServerKind.SPRING_AI_WEBMVC_SECURED, 17)
                .argument("--spring.profiles.active=required-users")
                .setting("protected_routes", "/mcp,/user,/anyone/*,/login")
                .setting("exempt_routes", "/anyone/*");
    }

    @Test
    void callerIsTheUserWithScopesAndConfiguredRoles() {
        String alice = bearer("alice", List.of("operator"), "mcp:use");

        assertThat(user("/user", alice)).isEqualTo("alice[ROLE_operator, SCOPE_mcp:use] alice true");
        assertThat(user("/user/async", alice)).isEqualTo("alice[ROLE_operator, SCOPE_mcp:use]");
        assertThat(user("/user", bearer("bob", List.of()))).isEqualTo("bob[] bob false");
    }

    @Test
    void rolesAreOnlyThoseOfAClaimThatIsConfigured() {
        TestServer unconfigured = servers.shared(server().setting("spring_security", "on"));

        assertThat(unconfigured
                        .send("GET", "/user", bearer("alice", List.of("operator"), "mcp:use"))
                        .body())
                .isEqualTo("alice[SCOPE_mcp:use] alice false");
    }

    @Test
    void withoutTheSettingSpringSecurityKnowsNobody() {
        TestServer off = servers.shared(server());
        long before = off.executions();

        assertThat(off.send("GET", "/user", bearer("alice", List.of(), "mcp:use"))
                        .status())
                .isEqualTo(302);

        assertThat(off.executions()).isEqualTo(before);
    }

    @Test
    void toolNeedsTheScopeThatItsAnnotationNames() {
        McpHttp alice = session("alice", "mcp:use");
        assertThat(text(alice.callTool("user", Map.of()))).isEqualTo("alice[SCOPE_mcp:use]");
        long before = server.executions();

        JsonNode refused = alice.callTool("secured", Map.of()).json().path("result");

        assertThat(refused.path("isError").asBoolean()).as("%s", refused).isTrue();
        assertThat(refused.toString()).contains("Access Denied");
        assertThat(server.executions()).isEqualTo(before);
        assertThat(text(session("alice", "mcp:admin").callTool("secured", Map.of())))
                .isEqualTo("secured:alice[SCOPE_mcp:admin]");
    }

    /** With a token of the agent's, where the application is to know its users by itself. */
    @Test
    void pathThatIsNotProtectedHasNoCallerWhateverTokenComes() {
        long before = server.executions();
        String alice = bearer("alice", List.of("operator"), "mcp:admin");

        assertThat(user("/anyone/user")).isEqualTo(ANYONE);
        assertThat(user("/anyone/user", alice)).isEqualTo(ANYONE);
        assertThat(server.executions()).isEqualTo(before + 2);
        assertThat(server.send("GET", "/open/user", alice).status()).isEqualTo(302);
        assertThat(server.executions()).isEqualTo(before + 2);
    }

    /** Filters of before Spring Security 6 store what they find at the end of a request, and give its session another id. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sessionRemembersNoCaller(boolean explicit) {
        TestServer server = explicit
                ? this.server
                : servers.shared(server().argument("--explicit-save=false").setting("spring_security", "on"));
        HttpAnswer opened = server.send("GET", "/user/session", bearer("alice", List.of()));
        assertThat(opened.body()).isEqualTo("[]");

        HttpAnswer bob = server.send("GET", "/user", bearer("bob", List.of()), session(opened, ""));
        assertThat(bob.body()).isEqualTo("bob[] bob false");
        String session = session(bob, session(opened, ""));
        assertThat(server.send("GET", "/anyone/user", session).body()).isEqualTo(ANYONE);
        assertThat(server.send("GET", "/anyone/session", session).body()).isEqualTo("[]");
        assertThat(server.send("GET", "/user", bearer("alice", List.of()), session)
                        .body())
                .isEqualTo("alice[] alice false");
        assertThat(server.send("GET", "/user", session).status()).isEqualTo(401);
    }

    private static String session(HttpAnswer answer, String before) {
        return answer.headers("Set-Cookie").isEmpty() ? before : cookie(answer, "JSESSIONID");
    }

    /** Where Spring Security 7 asks for several factors, it gives a user who logs in what the present one may do, too. */
    @Test
    void applicationsOwnLoginStaysAndGetsNothingOfTheCaller() {
        String alice = bearer("alice", List.of("operator"), "mcp:admin");
        HttpAnswer loggedIn = server.sendBody("POST", "/login", LOGIN, FORM, alice);
        assertThat(loggedIn.status()).isEqualTo(302);
        String session = cookie(loggedIn, "JSESSIONID");

        assertThat(user("/user", alice, session)).isEqualTo(LOCAL);
        assertThat(user("/anyone/user", session)).isEqualTo(LOCAL);
        assertThat(user("/user", alice)).startsWith("alice[");
    }

    @Test
    void userWhomTheApplicationRemembersStays() {
        String alice = bearer("alice", List.of());
        HttpAnswer loggedIn = server.sendBody("POST", "/login", LOGIN + "&remember-me=on", FORM, alice);
        String remembered = cookie(loggedIn, "remember-me");

        assertThat(user("/user", alice, remembered)).startsWith("local[").endsWith(" local false");
    }

    @Test
    void authenticationThatIsKeptTellsNothingOnceItsRequestHasEnded() throws IOException {
        try (RawHttp connection = RawHttp.connect(server.port(), TimeLimit.OF_A_WAIT)) {
            assertThat(next(connection, "/user", bearer("alice", List.of(), "mcp:use")))
                    .startsWith("alice[");
            assertThat(next(connection, "/user/kept", bearer("bob", List.of())))
                    .isEqualTo("false[]CallerAuthentication");
        }
    }

    @Test
    void allIsWoven() {
        assertThat(server.process().stderr()).doesNotContain("cannot be woven");
    }

    @Test
    void requestWithoutATokenIsRefusedAsEver() {
        long before = server.executions();

        assertThat(server.send("GET", "/user").status()).isEqualTo(401);

        assertThat(server.executions()).isEqualTo(before);
    }

    @Test
    void manyAtOnceAreEachThemselves() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String name = "user-" + i;
                running.add(threads.submit((Callable<Void>) () -> {
                    McpHttp session = session(name, "mcp:" + name);
                    for (int call = 0; call < 25; call++) {
                        assertThat(text(session.callTool("user", Map.of())))
                                .isEqualTo(name + "[SCOPE_mcp:" + name + "]");
                        assertThat(user("/anyone/user")).isEqualTo(ANYONE);
                    }
                    return null;
                }));
            }
            for (Future<Void> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private McpHttp session(String subject, String scope) {
        McpHttp client = server.mcp().withToken(servers.token(subject, scope));
        assertThat(client.initialize().status()).isEqualTo(200);
        return client;
    }

    private static String text(HttpAnswer answer) {
        return answer.json().path("result").path("content").path(0).path("text").asText();
    }

    private String bearer(String subject, List<String> roles, String... scopes) {
        return "Authorization: Bearer "
                + servers.issuer()
                        .mint(TokenSpec.valid()
                                .subject(subject)
                                .roles(roles.toArray(String[]::new))
                                .scopes(scopes));
    }

    private String user(String target, String... headers) {
        HttpAnswer answer = server.send("GET", target, headers);
        assertThat(answer.status()).as(target).isEqualTo(200);
        return answer.body();
    }

    private static String cookie(HttpAnswer answer, String name) {
        return "Cookie: "
                + answer.headers("Set-Cookie").stream()
                        .filter(cookie -> cookie.startsWith(name + "="))
                        .map(cookie -> cookie.replaceFirst(";.*", ""))
                        .reduce((first, second) -> second)
                        .orElseThrow();
    }

    private static String next(RawHttp connection, String target, String... headers) throws IOException {
        connection.write(TestServer.request("GET", target, null, headers).getBytes(StandardCharsets.ISO_8859_1));
        return connection.read(false).body();
    }
}
