package io.mcpoauth2.testapps.process.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code servlet_principal}: what a container's request says of its user, with {@code UserServlet} of the test servers. */
@ExtendWith(ServersExtension.class)
@Timeout(120)
class ServletPrincipalTest {
    private static final String NOBODY = "null null null false false";

    private final Servers servers;

    ServletPrincipalTest(Servers servers) {
        this.servers = servers;
    }

    static Stream<ServerSpec> containers() {
        return Stream.of(
                        ServerSpec.of(ServerKind.SDK2_TOMCAT11, 25),
                        ServerSpec.of(ServerKind.SDK1_TOMCAT10, 17),
                        ServerSpec.of(ServerKind.TOMCAT9, 17),
                        ServerSpec.of(ServerKind.SDK2_JETTY12, 17),
                        ServerSpec.of(ServerKind.SDK0_JETTY11, 17),
                        ServerSpec.of(ServerKind.JETTY9, 25),
                        ServerSpec.of(ServerKind.SDK2_UNDERTOW, 25))
                .map(ServletPrincipalTest::on);
    }

    private static ServerSpec on(ServerSpec spec) {
        return routes(spec).setting("servlet_principal", "on").setting("roles_claim", "roles");
    }

    private static ServerSpec routes(ServerSpec spec) {
        return spec.setting("protected_routes", "/user,/own/*,/exempt/*").setting("exempt_routes", "/exempt/user");
    }

    @ParameterizedTest
    @MethodSource("containers")
    void callerIsTheUserOnEveryDispatchAndThread(ServerSpec spec) {
        TestServer server = servers.shared(spec);

        for (String target : List.of("/user", "/user?via=forward", "/user?via=async", "/user?via=thread")) {
            assertThat(user(server, target, bearer("alice", "operator")))
                    .as(target)
                    .isEqualTo("alice alice Bearer true false");
            assertThat(user(server, target, bearer("bob"))).as(target).isEqualTo("bob bob Bearer false false");
        }
    }

    @ParameterizedTest
    @MethodSource("containers")
    void pathThatIsNotProtectedHasNoUserWhateverTokenComes(ServerSpec spec) {
        TestServer server = servers.shared(spec);

        for (String target : List.of("/exempt/user", "/open/user", "/open/user?via=async")) {
            assertThat(user(server, target)).as(target).isEqualTo(NOBODY);
            assertThat(user(server, target, bearer("alice", "operator")))
                    .as(target)
                    .isEqualTo(NOBODY);
        }
    }

    @ParameterizedTest
    @MethodSource("containers")
    void connectionRemembersNoUser(ServerSpec spec) throws IOException {
        TestServer server = servers.shared(spec);

        try (RawHttp connection = RawHttp.connect(server.port(), TimeLimit.OF_A_WAIT)) {
            assertThat(next(connection, "/user", bearer("alice", "operator")))
                    .isEqualTo("alice alice Bearer true false");
            assertThat(next(connection, "/user", bearer("bob"))).isEqualTo("bob bob Bearer false false");
            assertThat(next(connection, "/exempt/user")).isEqualTo(NOBODY);
            assertThat(next(connection, "/user", bearer("alice"))).isEqualTo("alice alice Bearer false false");
            assertThat(next(connection, "/open/user", bearer("bob"))).isEqualTo(NOBODY);
        }
    }

    @ParameterizedTest
    @MethodSource("containers")
    void principalThatIsKeptHasNoNameOnceItsRequestHasEnded(ServerSpec spec) throws IOException {
        TestServer server = servers.shared(spec);

        try (RawHttp connection = RawHttp.connect(server.port(), TimeLimit.OF_A_WAIT)) {
            assertThat(next(connection, "/user", bearer("alice"))).startsWith("alice");
            assertThat(next(connection, "/user?via=kept", bearer("bob"))).isEqualTo(" CallerPrincipal");
        }
    }

    @ParameterizedTest
    @MethodSource("containers")
    void requestWithoutATokenIsRefusedAsEver(ServerSpec spec) {
        TestServer server = servers.shared(spec);
        long before = server.executions();

        assertThat(server.send("GET", "/user").status()).isEqualTo(401);

        assertThat(server.executions()).isEqualTo(before);
    }

    @Test
    void rolesAreOnlyThoseOfAClaimThatIsConfigured() {
        TestServer server = servers.shared(
                routes(ServerSpec.of(ServerKind.SDK2_TOMCAT11, 25)).setting("servlet_principal", "on"));

        assertThat(user(server, "/user", bearer("alice", "operator"))).isEqualTo("alice alice Bearer false false");
    }

    @Test
    void withoutTheSettingThereIsNoUser() {
        TestServer server = servers.shared(
                routes(ServerSpec.of(ServerKind.SDK2_TOMCAT11, 25)).setting("roles_claim", "roles"));

        assertThat(user(server, "/user", bearer("alice", "operator"))).isEqualTo(NOBODY);
    }

    @Test
    void applicationsOwnLoginStays() {
        TestServer server =
                servers.shared(on(ServerSpec.of(ServerKind.SDK2_TOMCAT11, 25)).argument("login=true"));
        String alice = bearer("alice", "operator");

        assertThat(user(server, "/user", alice)).isEqualTo("alice alice Bearer true false");
        assertThat(user(server, "/user?via=login", alice)).isEqualTo("local local FORM false false");
        assertThat(server.send("GET", "/user?via=error", alice).body()).isEqualTo("alice alice Bearer true false");

        // The caller is no user of the form's.
        HttpAnswer form = server.send("GET", "/own/user", alice);
        assertThat(form.body()).isEqualTo("log in");
        String session = "Cookie: " + form.header("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
        HttpAnswer loggedIn = server.sendBody(
                "POST",
                "/own/j_security_check",
                "j_username=local&j_password=secret",
                "Content-Type: application/x-www-form-urlencoded",
                session,
                alice);
        assertThat(loggedIn.status()).isEqualTo(303);
        String renewed = loggedIn.header("Set-Cookie")
                .map(cookie -> "Cookie: " + cookie.replaceFirst(";.*", ""))
                .orElse(session);
        assertThat(user(server, "/own/user", alice, renewed)).isEqualTo("local local FORM false false");
    }

    private String bearer(String subject, String... roles) {
        return "Authorization: Bearer "
                + servers.issuer().mint(TokenSpec.valid().subject(subject).roles(roles));
    }

    private static String user(TestServer server, String target, String... headers) {
        HttpAnswer answer = server.send("GET", target, headers);
        assertThat(answer.status()).as(target).isEqualTo(200);
        return answer.body();
    }

    private static String next(RawHttp connection, String target, String... headers) throws IOException {
        connection.write(TestServer.request("GET", target, null, headers).getBytes(StandardCharsets.ISO_8859_1));
        return connection.read(false).body();
    }
}
