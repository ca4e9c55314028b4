package io.mcpoauth2.testapps.process.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent comes to a server that runs already, whose classes are all loaded. */
class AttachTest {
    private static final String AUDIENCE = "https://mcp.example/mcp";

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void runningServerIsProtectedAndItsToolsKnowTheUserFromThenOn(int jdk) {
        try (EmbeddedIssuer issuer = EmbeddedIssuer.builder().start();
                ServerProcess server = tomcat(jdk)) {
            McpHttp before = client(server);
            before.initialize();
            assertThat(before.callTool("echo", Map.of("text", "hi")).toolText()).isEqualTo("hi");

            assertThat(before.listTools().body()).contains("\"add\"");

            attach(
                    server,
                    "issuer=" + issuer.issuer() + ",audience=" + AUDIENCE
                            + ",allow_http=true,filter_lists=true,tool_scopes=add=math");

            long ran = server.executionCount();
            assertThat(before.callTool("echo", Map.of("text", "hi")).status()).isEqualTo(401);
            HttpAnswer anonymous = Programs.callAnonymously(server);
            assertThat(anonymous.status()).isEqualTo(401);
            assertThat(anonymous.header("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer "));
            assertThat(server.executionCount()).isEqualTo(ran);

            McpHttp alice = client(server)
                    .withToken(issuer.mint(TokenSpec.valid().audience(AUDIENCE).subject("alice")));
            alice.initialize();
            assertThat(alice.callTool("whoami", Map.of()).toolText()).isEqualTo("alice");
            assertThat(alice.listTools().body()).contains("\"whoami\"").doesNotContain("\"add\"");
            assertThat(server.executionCount()).isEqualTo(ran + 1);
            assertThat(server.stdout()).doesNotContain("mcp-oauth2-agent");
        }
    }

    @ParameterizedTest(name = "JDK {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void wrongConfigurationIsTheAttachersErrorAndTheServerStaysAsItWas(int jdk) {
        try (ServerProcess server = tomcat(jdk)) {
            assertThatThrownBy(() -> attach(server, "issuer=not-a-url,colour=red"))
                    .isInstanceOf(Exception.class);

            assertThat(Programs.callAnonymously(server).toolText()).isEqualTo("hi");
            assertThat(server.awaitStderr("Exception in thread \"Attach Listener\"", TimeLimit.OF_A_WAIT))
                    .isPresent();
            assertThat(server.stderr())
                    .contains("issuer (agent argument)", "audience (not set)", "colour (agent argument)")
                    .doesNotContain("not-a-url");
        }
    }

    @ParameterizedTest(name = "JDK {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void rightConfigurationAfterAWrongOneProtects(int jdk) {
        try (ServerProcess server = tomcat(jdk)) {
            assertThatThrownBy(() -> attach(server, "colour=red")).isInstanceOf(Exception.class);

            attach(server, "issuer=https://issuer.invalid,audience=" + AUDIENCE);

            assertThat(Programs.callAnonymously(server).status()).isEqualTo(401);
            assertThat(server.executionCount()).isZero();
        }
    }

    @ParameterizedTest(name = "JDK {0}")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void classThatCannotBeLinkedDoesNotKeepTheServerFromBeingProtected(int jdk, @TempDir Path folder)
            throws IOException {
        try (ServerProcess server = tomcat(jdk, PreloadingAgent.loadingWhatCannotBeLinked(folder))) {
            attach(server, "issuer=https://issuer.invalid,audience=" + AUDIENCE);

            assertThat(Programs.callAnonymously(server).status()).isEqualTo(401);
            assertThat(server.executionCount()).isZero();
        }
    }

    @Test
    void runningServerOnEventLoopsIsProtected() {
        assertIsProtectedWhileItRuns(
                "spring-ai-webflux", "com.example.webflux.Application", "--spring.ai.mcp.server.protocol=STATELESS");
    }

    @Test
    void runningServerOfCoroutinesIsProtected() {
        assertIsProtectedWhileItRuns("ktor-kotlin-sdk", "com.example.ktor.KtorServerKt", "transport=stateless");
    }

    private static void assertIsProtectedWhileItRuns(String folder, String main, String transport) {
        try (ServerProcess server = ServerProcess.builder()
                .jdk(25)
                .main(main, Programs.folder() + "/" + folder + "/target/app/*")
                .arguments("port=0", transport)
                .start()) {
            assertThat(Programs.callAnonymously(server).toolText()).isEqualTo("hi");
            long ran = server.executionCount();

            attach(server, "issuer=https://issuer.invalid,audience=" + AUDIENCE);

            assertThat(Programs.callAnonymously(server).status()).isEqualTo(401);
            assertThat(server.executionCount()).isEqualTo(ran);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sdk2-vertx5", "sdk2-vertx4"})
    void connectionThatIsOpenAlreadyIsProtected(String folder) throws IOException {
        String request = TestServer.request("GET", "/hello", null);
        try (ServerProcess server = ServerProcess.builder()
                        .jdk(25)
                        .main("com.example.vertx.VertxServer", Programs.folder() + "/" + folder + "/target/app/*")
                        .start();
                RawHttp connection = RawHttp.connect(server.port(), TimeLimit.OF_A_WAIT)) {
            connection.write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(connection.read(false).body()).isEqualTo("hello");
            long ran = server.executionCount();

            attach(server, "issuer=https://issuer.invalid,audience=" + AUDIENCE);

            connection.write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(connection.read(false).status()).isEqualTo(401);
            assertThat(server.executionCount()).isEqualTo(ran);
        }
    }

    private static void attach(ServerProcess server, String arguments) {
        ByteBuddyAgent.attach(AgentJar.path().toFile(), Long.toString(server.pid()), arguments);
    }

    private static ServerProcess tomcat(int jdk, String... jvmArguments) {
        return ServerProcess.builder()
                .jdk(jdk)
                .jvmArguments(jvmArguments)
                .main("com.example.tomcat.TomcatServer", Programs.folder() + "/sdk2-tomcat11/target/app-linked/*")
                .start();
    }

    private static McpHttp client(ServerProcess server) {
        return new McpHttp(URI.create("http://127.0.0.1:" + server.port() + "/mcp"));
    }
}
