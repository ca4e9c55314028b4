package io.mcpoauth2.testapps.process.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the kit against a real server behind the agent, which has to answer all of them from one process. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
@ExtendWith(ServersExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KitTest {
    private static Kit kit;
    private static TestServer server;

    @Parameter
    ServerSpec spec;

    @BeforeAll
    static void startIssuers() {
        kit = new Kit();
    }

    @BeforeParameterizedClassInvocation
    static void startServer(ServerSpec spec, Servers servers) {
        server = servers.start(kit.configured(spec));
    }

    @AfterParameterizedClassInvocation
    static void stopServer() {
        server.close();
    }

    @AfterAll
    static void stopIssuers() {
        kit.close();
    }

    static Stream<ServerSpec> servers() {
        return Stream.of(
                        ServerSpec.of(ServerKind.SDK2_TOMCAT11, 17),
                        ServerSpec.of(ServerKind.SDK2_JETTY12, 25),
                        ServerSpec.of(ServerKind.JDK_HTTP, 25),
                        ServerSpec.of(ServerKind.HELIDON_MCP, 25),
                        ServerSpec.of(ServerKind.SPRING_AI_WEBFLUX, 17),
                        ServerSpec.of(ServerKind.KTOR_NETTY, 17))
                .flatMap(ServerSpec::andOnOtherJdks)
                .map(spec -> spec.transport(Transport.STATELESS));
    }

    static Stream<Case> cases() {
        return Stream.of(
                        GoodCases.all(),
                        AlgorithmCases.all(),
                        KeyChoiceCases.all(),
                        StructureCases.all(),
                        SignatureCases.all(),
                        RsaSignatureCases.all(),
                        ClaimCases.all(),
                        TimeAndScopeCases.all(),
                        ProofCases.all())
                .flatMap(cases -> cases);
    }

    static Stream<Case> headerCases() {
        return HeaderCases.all(server.spec().kind());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void tokenIsJudged(Case one) {
        judge(one);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headerCases")
    void headerIsJudged(Case one) {
        judge(one);
    }

    @Test
    @DisplayName("I5: a request without a token on the connection of one that had one is refused")
    void identityDoesNotOutliveItsRequest() throws IOException {
        long before = server.executions();
        try (RawHttp connection = RawHttp.connect(server.port(), Duration.ofSeconds(10))) {
            for (int round = 0; round < 3; round++) {
                Expected.ACCEPTED.check(exchange(connection, Sent.bearer(kit.token())));
            }
            Expected.NO_TOKEN.check(exchange(connection, Sent.with()));
        }
        assertThat(server.executions()).isEqualTo(before + 3);
    }

    @Test
    @DisplayName("G4: the signature of a token known as good does not make another payload good")
    void cachedVerdictDoesNotCoverAnotherPayload() {
        Compact good = Compact.of(kit.token());
        judge(Case.accepted("G4", "", kit -> good.toString()));
        judge(Case.accepted("G4", "", kit -> good.toString()));
        Compact other = Compact.of(kit.mint(Kit.valid().subject("admin")));
        judge(Case.refused("G4", "", kit -> good.payload(other.payload()).toString()));
        judge(Case.refused("G4", "", kit -> other.signature(good.signature()).toString()));
    }

    @Test
    @DisplayName("H2: a proof is taken once, and so is another one of the same key")
    void proofIsTakenOnce() {
        String token = ProofCases.bound(kit, kit.proofKey);
        String proof = Proof.of(kit.proofKey, token).sign(kit.main);
        judge(new Case("H2", "first", Expected.ACCEPTED, kit -> ProofCases.sent("DPoP " + token, proof)));
        judge(new Case("H2", "replay", Expected.INVALID_PROOF, kit -> ProofCases.sent("DPoP " + token, proof)));
        judge(new Case(
                "H2",
                "next",
                Expected.ACCEPTED,
                kit -> ProofCases.sent(
                        "DPoP " + token, Proof.of(kit.proofKey, token).sign(kit.main))));
    }

    @Test
    @DisplayName("L5: a client that asks for exactly the scopes of the challenge is not challenged again")
    void challengeNamesAllThatIsNeeded() {
        Sent poor = Sent.bearer(kit.mint(Kit.valid().scopes("other")));
        HttpAnswer refused = server.sendBody("POST", poor.target(), poor.body(), poor.lines());
        Expected.INSUFFICIENT_SCOPE.check(refused);
        String challenge = refused.headers("WWW-Authenticate").get(0);
        int from = challenge.indexOf("scope=\"") + "scope=\"".length();
        String scopes = challenge.substring(from, challenge.indexOf('"', from));
        judge(Case.accepted(
                "L5",
                "with the scopes of the challenge",
                kit -> kit.mint(Kit.valid().scopes(scopes))));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("R10: what the agent writes, even on debug level, has nothing of a token")
    void logHasNothingOfTokens() {
        String token = kit.mint(Kit.valid().audience("https://other.example.com"));
        judge(Case.refused("R10", "", kit -> token));
        Awaitility.await().until(() -> server.process().stderr().contains("token refused"));
        String written = server.process().stderr() + server.process().stdout();
        // Every JWT begins with eyJ, whichever token it was.
        assertThat(written).doesNotContain(Kit.MARKER, "eyJ");
    }

    private void judge(Case one) {
        Sent request = one.request().apply(kit);
        long before = server.executions();
        HttpAnswer answer = server.sendBody("POST", request.target(), request.body(), request.lines());
        long runs = server.executions() - before;
        assertAll(
                one + " on " + spec,
                () -> one.expected().check(answer),
                () -> assertThat(runs).as("executions").isEqualTo(one.expected().runs() ? 1 : 0),
                () -> new TokenText(request).assertAbsentFrom(answer, expectedValues()),
                () -> assertThat(kit.forbiddenRequests())
                        .as("requests the token asks for")
                        .isZero());
    }

    /** What a refusal names as expected, and may thus stand in a token too. */
    private String expectedValues() {
        return String.join(
                " ",
                kit.main.issuer(),
                kit.second.issuer(),
                Servers.AUDIENCE,
                Kit.BARE_AUDIENCE,
                Kit.SCOPE,
                '"' + Kit.SCOPE + '"',
                Servers.METADATA_URL,
                "at+jwt",
                "dpop+jwt",
                Sent.TEXT);
    }

    private HttpAnswer exchange(RawHttp connection, Sent request) throws IOException {
        String text = TestServer.request("POST", request.target(), request.body(), request.lines());
        connection.write(text.getBytes(StandardCharsets.ISO_8859_1));
        return connection.read(false);
    }
}
