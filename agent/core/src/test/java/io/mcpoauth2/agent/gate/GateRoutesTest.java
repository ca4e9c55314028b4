package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.http.HttpRequestView;
import io.mcpoauth2.agent.http.SampleRequest;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Counters;
import io.mcpoauth2.agent.telemetry.Outcome;
import io.mcpoauth2.agent.token.Confirmation;
import io.mcpoauth2.agent.token.TokenValidator;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.bridge.UserKeys;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateRoutesTest {
    private static final AgentLog LOG = new AgentLog(
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8), AgentLog.Level.ERROR);

    private final SampleSettings settings = SampleSettings.DEFAULT;

    /** Spellings by which a server might be led to the MCP endpoint, or that it might not route as they are written. */
    static Stream<String> confusingPaths() {
        return Stream.of(
                "//mcp",
                "/./mcp",
                "/health/..;/mcp",
                "/health/../mcp",
                "/health/%2e%2e/mcp",
                "/health/.%2e/mcp",
                "/health/..%2fmcp",
                "/health/%2e%2e%2fmcp",
                "/health/..%5cmcp",
                "/health/..\\mcp",
                "/health/;/../mcp",
                "/health;/../mcp",
                "/health/;x/mcp",
                "/health//mcp",
                "/health/./mcp",
                "/health/mcp%00",
                "/health/mcp\u0000",
                "/health/..%252fmcp",
                "/health/%u002e%u002e/mcp",
                "/health/.;/mcp",
                "/health/\uFF0E\uFF0E/mcp",
                "/health/..\u00A0/mcp",
                "/mcp;x=.css",
                "/%6dcp",
                "/mcp%2f",
                "/%2e%2e/mcp",
                "\\mcp",
                "/mcp%00",
                "mcp",
                "",
                "*",
                "http://h/health/x",
                "/health/x?y",
                "/health/x#y",
                "/health/x y");
    }

    @ParameterizedTest
    @MethodSource("confusingPaths")
    @DisplayName("I1: a path that is not plain is never exempt")
    void confusingPathIsNeverExempt(String path) {
        for (SampleSettings exempt : List.of(settings.exempt("/health/*"), settings.exempt("/*", "*", path))) {
            assertStatus(401, exempt, SampleRequest.post(path));
        }
    }

    @ParameterizedTest
    @MethodSource("confusingPaths")
    @DisplayName("I1: a path that is not plain lies inside whatever is protected")
    void confusingPathIsProtectedWhereAnythingIs(String path) {
        assertStatus(401, settings.protectedRoutes("/mcp"), SampleRequest.post(path));
        assertStatus(401, settings.protectedRoutes("/admin/*"), SampleRequest.post(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp",
                "/mcp/",
                "/MCP",
                "/Health/x",
                "/health",
                "/healthy/x",
                "/static/mcp",
                "/.well-known/x/mcp"
            })
    @DisplayName("I1: a plain path outside of the exempt routes is protected")
    void plainPathOutsideOfExemptRoutesIsProtected(String path) {
        assertStatus(401, settings.exempt("/health/*"), SampleRequest.post(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/.well-known/oauth-protected-resource/mcp", "/.well-known/oauth-protected-resource/health/mcp"})
    @DisplayName("I1: below the metadata path nothing is exempt, as the agent answers itself")
    void metadataPathIsNeverExempt(String path) {
        assertThat(admit(settings.exempt("/*"), SampleRequest.post(path))).isInstanceOf(Decision.Answered.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/", "/health/live", "/health/a/b.txt"})
    void exemptRoutePassesWithoutIdentity(String path) {
        SampleRequest request = SampleRequest.of("GET", path);

        assertUnprotected(settings.exempt("/health/*"), request);
        assertThat(request.namesRead()).isEmpty();
    }

    @Test
    void exemptRouteDoesNotLookAtCredentials() {
        assertUnprotected(
                settings.exempt("/*"), SampleRequest.post("/mcp").bearer("bad").bearer("bad"));
        assertUnprotected(
                settings.exempt("/*"), SampleRequest.post("/mcp").bearer("good").query("access_token=x"));
    }

    @Test
    void exemptRouteWinsOverProtectedRoute() {
        assertUnprotected(settings.exempt("/mcp/health").protectedRoutes("/mcp/*"), SampleRequest.post("/mcp/health"));
    }

    @ParameterizedTest
    @MethodSource("confusingPaths")
    void withoutProtectedRoutesAnyPathPassesWithoutIdentity(String path) {
        assertUnprotected(settings.nothingProtected(), SampleRequest.post(path));
    }

    @Test
    void withoutProtectedRoutesATokenIsJudgedAllTheSame() {
        SampleSettings open = settings.nothingProtected();
        assertUnprotected(open, SampleRequest.post("/mcp"));
        assertUnprotected(open, SampleRequest.post("/mcp").header("Authorization", "Basic dTpw"));
        assertUnprotected(open, SampleRequest.post("/mcp").query("access_token=good"));
        assertThat(admit(open, SampleRequest.post("/mcp").bearer("good"))).isInstanceOf(Decision.Admitted.class);
        assertStatus(401, open, SampleRequest.post("/mcp").bearer("bad"));
        assertStatus(503, open, SampleRequest.post("/mcp").bearer("unknown"));
        assertStatus(400, open, SampleRequest.post("/mcp").bearer("good").bearer("good"));
        assertStatus(400, open, SampleRequest.post("/mcp").bearer("good").query("access_token=good"));
        assertStatus(403, open.scopes("a"), SampleRequest.post("/mcp").bearer("good"));
    }

    @Test
    @DisplayName("C9: a JWT of another issuer is the application's own, also where nothing is protected")
    void withoutProtectedRoutesATokenOfAnotherIssuerPassesAsNobody() {
        assertUnprotected(
                settings.nothingProtected(), SampleRequest.post("/mcp").bearer("foreign"));
    }

    @Test
    @DisplayName("C9: on an open path a token that is valid here tells who calls, and all else passes as nobody")
    void openPathKnowsItsCallerAndRefusesNobody() {
        SampleSettings open = settings.protectedRoutes("/admin/*");
        assertThat(admit(open, SampleRequest.post("/mcp").bearer("good"))).isInstanceOf(Decision.Admitted.class);
        for (SampleRequest request : List.of(
                SampleRequest.post("/mcp"),
                SampleRequest.post("/mcp").header("Authorization", "Basic dTpw"),
                SampleRequest.post("/mcp").header("Authorization", "Bearer"),
                SampleRequest.post("/mcp").header("Authorization", "Bearer a b"),
                SampleRequest.post("/mcp").header("Authorization", "\u0000"),
                SampleRequest.post("/mcp").header("Authorization", "DPoP good"),
                SampleRequest.post("/mcp").query("access_token=good"),
                SampleRequest.post("/mcp").bearer("bad"),
                SampleRequest.post("/mcp").bearer("foreign"),
                SampleRequest.post("/mcp").bearer("unknown"),
                SampleRequest.post("/mcp").bearer("bound"),
                SampleRequest.post("/mcp").bearer("good").bearer("good"),
                SampleRequest.post("/mcp").bearer("good").query("access_token=good"))) {
            assertUnprotected(open, request);
        }
    }

    @Test
    @DisplayName("C9: who lacks what a protected path needs is nobody on an open one")
    void openPathDoesNotBindWhoLacksAScopeOrAUser() {
        SampleSettings open = settings.protectedRoutes("/admin/*");
        assertUnprotected(open.scopes("a"), SampleRequest.post("/mcp").bearer("good"));
        assertUnprotected(
                open.with("require_user", "true"), SampleRequest.post("/mcp").bearer("client"));
        assertUnprotected(
                open.with("dpop", "required"), SampleRequest.post("/mcp").bearer("good"));
    }

    @Test
    @DisplayName("L3: a failure of our own refuses on an open path, too")
    void failureOnAnOpenPathIs503() {
        assertStatus(
                503,
                settings.protectedRoutes("/admin/*"),
                SampleRequest.post("/mcp").bearer("broken"));
    }

    @Test
    @DisplayName("C9: tokens of open paths are judged without asking anybody, others are asked about")
    void openPathValidatesUnasked() {
        List<String> ways = new ArrayList<>();
        TokenValidator validator = new TokenValidator() {
            @Override
            public Verdict validate(String token) {
                ways.add("asked");
                return judge(token);
            }

            @Override
            public Verdict validateUnasked(String token) {
                ways.add("unasked");
                return judge(token);
            }
        };
        SampleRequest request = SampleRequest.post("/mcp").bearer("good");
        gate(settings.protectedRoutes("/admin/*"), validator).admit(request);
        gate(settings.nothingProtected(), validator).admit(request);
        gate(settings, validator).admit(request);
        gate(settings.exempt("/mcp"), validator).admit(request);
        assertThat(ways).containsExactly("unasked", "asked", "asked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp",
                "/mcp/",
                "/mcp/x",
                "/MCP",
                "/mCp/x",
                "/mcp.",
                "/mcp.json",
                "/mcp/..;/x",
                "/%6dcp",
                "/mcp;x"
            })
    @DisplayName("F4: a protected path covers all that a server may take for it")
    void protectedPathCoversWhatServersTakeForIt(String path) {
        for (String pattern : List.of("/mcp", "/mcp/", "/mcp/*", "/mcp*", "/MCP")) {
            assertStatus(401, settings.protectedRoutes(pattern), SampleRequest.post(path));
        }
    }

    @Test
    @DisplayName("F4: where a server routes by prefix, a protected path covers all that begins with it")
    void protectedPathCoversItsPrefixWhereServersRouteByIt() {
        for (String pattern : List.of("/mcp", "/mcp/", "/mcp/*")) {
            SampleSettings one = settings.protectedRoutes(pattern);
            assertUnprotected(one, SampleRequest.post("/mcpx"));
            assertStatus(401, one, SampleRequest.post("/mcpx").routedByPrefix());
            assertStatus(401, one, SampleRequest.post("/MCPx/y").routedByPrefix());
            assertUnprotected(one, SampleRequest.post("/mc").routedByPrefix());
        }
    }

    @Test
    @DisplayName("N3: a route of a port is one of that listening socket alone")
    void exemptPortIsThePortOfTheSocket() {
        SampleSettings one = settings.exempt(":9404/*");
        assertUnprotected(one, SampleRequest.post("/mcp").localPort(9404));
        assertStatus(401, one, SampleRequest.post("/mcp").localPort(8080));
        assertStatus(401, one, SampleRequest.post("/mcp"));
        SampleRequest claiming = SampleRequest.post("/mcp")
                .localPort(8080)
                .header("Host", "h:9404")
                .header("X-Forwarded-Port", "9404")
                .header("X-Forwarded-Host", "h:9404")
                .header("Forwarded", "host=\"h:9404\"");
        assertStatus(401, one, claiming);
        assertThat(claiming.namesRead()).containsExactly("authorization");
        assertStatus(401, one, SampleRequest.post("//h:9404/mcp").localPort(9404));
    }

    @Test
    void protectedPortIsProtectedAlsoWhereThePortIsUnknown() {
        SampleSettings one = settings.protectedRoutes(":8080/*", ":9000/admin");
        assertStatus(401, one, SampleRequest.post("/x").localPort(8080));
        assertUnprotected(one, SampleRequest.post("/x").localPort(9000));
        assertStatus(401, one, SampleRequest.post("/admin/x").localPort(9000));
        assertUnprotected(one, SampleRequest.post("/x").localPort(9404));
        assertStatus(401, one, SampleRequest.post("/x"));
    }

    @Test
    void portIsNotAskedForWhereNoRouteHasOne() {
        AtomicInteger asked = new AtomicInteger();
        HttpRequestView request = new WatchedPort(SampleRequest.post("/mcp"), asked);
        gate(settings.exempt("/health").protectedRoutes("/mcp"), GateRoutesTest::judge)
                .admit(request);
        assertThat(asked).hasValue(0);
        gate(settings.exempt(":9404/*").protectedRoutes(":8080/*"), GateRoutesTest::judge)
                .admit(request);
        assertThat(asked).hasValue(1);
    }

    @Test
    @DisplayName("F9: requests that pass as exempt or open, and those for metadata, are counted")
    void whatPassesWithoutIdentityIsCounted() {
        Counters counters = new Counters();
        Gate gate = TestGate.of(
                settings.exempt("/health").protectedRoutes("/mcp").build(), GateRoutesTest::judge, LOG, counters);
        gate.admit(SampleRequest.of("GET", "/.well-known/oauth-protected-resource/mcp"));
        gate.admit(SampleRequest.of("GET", "/health"));
        gate.admit(SampleRequest.of("GET", "/api"));
        gate.admit(SampleRequest.of("GET", "/api").bearer("foreign"));
        gate.admit(SampleRequest.of("GET", "/api").bearer("good"));
        gate.admit(SampleRequest.of("GET", "/mcp"));
        assertThat(Stream.of(Outcome.values())
                        .filter(outcome -> counters.count(outcome) > 0)
                        .collect(Collectors.toMap(Function.identity(), counters::count)))
                .isEqualTo(Map.of(
                        Outcome.METADATA, 1L,
                        Outcome.EXEMPT, 1L,
                        Outcome.OPEN, 2L,
                        Outcome.ACCEPTED, 1L,
                        Outcome.NO_TOKEN, 1L));
    }

    @Test
    void pathInsideOfTheProtectedRoutesNeedsAToken() {
        assertStatus(401, settings.protectedRoutes("/admin/*", "/mcp"), SampleRequest.post("/mcp"));
        assertStatus(401, settings.protectedRoutes("/admin/*", "/mcp"), SampleRequest.post("/admin/x"));
    }

    /** Of another request, with a count of how often its port is asked for. */
    private record WatchedPort(HttpRequestView other, AtomicInteger asked) implements HttpRequestView {
        @Override
        public String method() {
            return other.method();
        }

        @Override
        public String rawPath() {
            return other.rawPath();
        }

        @Override
        public Optional<String> rawQuery() {
            return other.rawQuery();
        }

        @Override
        public List<String> headers(String name) {
            return other.headers(name);
        }

        @Override
        public Optional<X509Certificate> clientCertificate() {
            return other.clientCertificate();
        }

        @Override
        public Optional<InetAddress> peer() {
            return other.peer();
        }

        @Override
        public int localPort() {
            asked.incrementAndGet();
            return other.localPort();
        }
    }

    private static void assertUnprotected(SampleSettings settings, SampleRequest request) {
        assertThat(admit(settings, request)).isInstanceOf(Decision.Unprotected.class);
    }

    private static void assertStatus(int status, SampleSettings settings, SampleRequest request) {
        assertThat(admit(settings, request))
                .isInstanceOfSatisfying(
                        Decision.Answered.class,
                        answered -> assertThat(answered.reply().status()).isEqualTo(status));
    }

    private static Decision admit(SampleSettings settings, SampleRequest request) {
        return gate(settings, GateRoutesTest::judge).admit(request);
    }

    private static Gate gate(SampleSettings settings, TokenValidator validator) {
        return TestGate.of(settings.build(), validator, LOG);
    }

    private static Verdict judge(String token) {
        return switch (token) {
            case "good" -> new Verdict.Valid(Map.of(UserKeys.SCOPES, Set.of()), Optional.empty());
            case "bound" ->
                new Verdict.Valid(
                        Map.of(UserKeys.SCOPES, Set.of()), Optional.of(new Confirmation.ProofKey("0".repeat(43))));
            case "client" ->
                new Verdict.Valid(
                        Map.of(UserKeys.SCOPES, Set.of(), UserKeys.CLIENT_ID, "c", UserKeys.SUBJECT, "c"),
                        Optional.empty());
            case "broken" -> throw new IllegalStateException("broken");
            case "foreign" -> new Verdict.Invalid(Outcome.ISSUER, "Untrusted issuer", "x");
            case "bad" -> new Verdict.Invalid(Outcome.EXPIRY, "Expired", "x");
            default -> new Verdict.Unavailable(Outcome.KEYS_UNAVAILABLE, "x", Duration.ofSeconds(1));
        };
    }
}
