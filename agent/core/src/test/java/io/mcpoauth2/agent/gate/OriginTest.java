package io.mcpoauth2.agent.gate;

import static io.mcpoauth2.agent.gate.TestRoutes.admit;
import static io.mcpoauth2.agent.gate.TestRoutes.assertStatus;
import static io.mcpoauth2.agent.gate.TestRoutes.assertUnprotected;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.Replies;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.mcp.SampleSettings;
import io.mcpoauth2.agent.telemetry.Counters;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows R26, R27, K5 and K6: which pages may call a protected path. */
class OriginTest {
    private static final String PAGE = "https://app.example.com";

    private final SampleSettings settings =
            SampleSettings.DEFAULT.with("allowed_origins", PAGE, "vscode-webview://0a-B");
    private final SampleSettings local = SampleSettings.DEFAULT.resource("http://127.0.0.1:8080/mcp");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "",
                "*",
                "https://mcp.example.com:8443",
                "http://mcp.example.com",
                "https://mcp.example.com/",
                "https://MCP.example.com",
                "https://mcp.example.com.other.example",
                "https://mcp.example.com:443@other.example",
                "https://mcp.example.com https://app.example.com",
                "https://mcp.example.com, https://app.example.com",
                "https://app.example.com:443",
                "vscode-webview://0a-b",
                "http://localhost",
                "http://127.0.0.1:8080"
            })
    @DisplayName("K5: another origin is 403 without a challenge, whatever its token")
    void otherOriginIs403WithoutChallenge(String origin) {
        for (SampleRequest request : List.of(
                SampleRequest.post("/mcp"),
                SampleRequest.post("/mcp").bearer("good"),
                SampleRequest.post("/mcp").bearer("bad"),
                SampleRequest.of("GET", "/mcp").bearer("unknown"),
                SampleRequest.of("OPTIONS", "/mcp").header("Access-Control-Request-Method", "POST"))) {
            assertRefused(answer(settings, request.header("Origin", origin)));
        }
    }

    @Test
    @DisplayName("K5: two origins are refused, also where both are allowed")
    void twoOriginsAreRefused() {
        assertRefused(answer(settings, from(PAGE).header("Origin", PAGE).bearer("good")));
    }

    @Test
    void noOriginPasses() {
        assertThat(admit(settings, SampleRequest.post("/mcp").bearer("good"))).isInstanceOf(Decision.Admitted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://mcp.example.com", PAGE, "vscode-webview://0a-B"})
    @DisplayName("K5: the resource's own origin and those of allowed_origins pass")
    void allowedOriginIsJudgedByItsToken(String origin) {
        assertThat(admit(settings, from(origin).bearer("good"))).isInstanceOf(Decision.Admitted.class);
        assertStatus(401, settings, from(origin));
    }

    @Test
    void originOfTheResourceIsWrittenAsBrowsersDo() {
        for (String resource : List.of("HTTPS://MCP.Example.com/mcp", "https://mcp.example.com:443/mcp")) {
            assertStatus(401, settings.resource(resource), from("https://mcp.example.com"));
        }
        SampleSettings other = settings.resource("https://mcp.example.com:8443/mcp");
        assertStatus(401, other, from("https://mcp.example.com:8443"));
        assertStatus(403, other, from("https://mcp.example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "https://localhost",
                "http://localhost:6274",
                "http://127.0.0.1:1",
                "https://[::1]:65535",
                "http://[::1]"
            })
    @DisplayName("K5: a server of this machine takes pages of this machine")
    void loopbackPagesMayCallALoopbackServer(String origin) {
        assertStatus(401, local, from(origin));
        assertStatus(401, settings.resource("http://localhost:8080/mcp"), from(origin));
        assertStatus(401, settings.resource("http://[0:0:0:0:0:0:0:1]:8080/mcp"), from(origin));
    }

    @Test
    void originOfAResourceWithAnIpv6AddressIsWrittenAsBrowsersDo() {
        SampleSettings other = settings.resource("https://[2001:DB8:0:0:0:0:0:1]:8443/mcp");
        assertStatus(401, other, from("https://[2001:db8::1]:8443"));
        assertStatus(403, other, from("https://[2001:db8::2]:8443"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost.other.example",
                "http://localhost:80@other.example",
                "http://localhost:",
                "http://localhost:0",
                "http://localhost:080",
                "http://localhost:65536",
                "http://localhost/",
                "http://localhost:80/",
                "http://LOCALHOST",
                "HTTP://localhost",
                "ftp://localhost",
                "localhost",
                "http://127.0.0.1.other.example",
                "http://127.0.0.10",
                "http://[::1",
                "http://[::1].other.example",
                "http://0.0.0.0",
                "null"
            })
    @DisplayName("K5: what only looks like this machine is refused")
    void lookAlikesOfLoopbackAreRefused(String origin) {
        assertRefused(answer(local, from(origin).bearer("good")));
    }

    @Test
    @DisplayName("K5, I2: Host changes nothing")
    void hostChangesNothing() {
        SampleRequest rebound = from("http://evil.example:8080").header("Host", "evil.example:8080");
        assertRefused(answer(local, rebound.bearer("good")));
        assertThat(rebound.namesRead()).doesNotContain("host");
    }

    @Test
    @DisplayName("K6: the origin is judged before the credentials, which are not even read")
    void originIsJudgedFirst() {
        SampleRequest request = from("https://evil.example").bearer("broken");
        assertRefused(answer(settings, request));
        assertThat(request.namesRead()).containsExactly("origin");
    }

    @Test
    void originsDoNotCountOnOtherPaths() {
        SampleSettings some = settings.exempt("/health").protectedRoutes("/mcp");
        assertUnprotected(some, SampleRequest.of("GET", "/health").header("Origin", "null"));
        assertUnprotected(some, SampleRequest.of("GET", "/api").header("Origin", "null"));
        assertUnprotected(settings.nothingProtected(), from("null"));
        assertStatus(
                200,
                some,
                SampleRequest.of("GET", "/.well-known/oauth-protected-resource").header("Origin", "null"));
    }

    @Test
    void refusedAndAnsweredForPagesAreCounted() {
        Counters counters = new Counters();
        TestGate gate = TestRoutes.gate(settings, counters);
        gate.admit(from("null"));
        gate.admit(SampleRequest.of("OPTIONS", "/mcp")
                .header("Origin", PAGE)
                .header("Access-Control-Request-Method", "POST"));

        assertThat(counters.count(Reason.ORIGIN)).isEqualTo(1);
        assertThat(counters.count(Reason.PREFLIGHT)).isEqualTo(1);
    }

    private static SampleRequest from(String origin) {
        return SampleRequest.post("/mcp").header("Origin", origin);
    }

    private static HttpReply answer(SampleSettings settings, SampleRequest request) {
        Decision decision = admit(settings, request);
        assertThat(decision).isInstanceOf(Decision.Answered.class);
        return ((Decision.Answered) decision).reply();
    }

    private static void assertRefused(HttpReply reply) {
        Replies.assertError(
                reply,
                403,
                "INVALID_REQUEST",
                "Origin not allowed",
                "Pages of this origin may not call this server: its setting allowed_origins names those that may");
        assertThat(reply.headers().stream().map(HttpReply.Header::name))
                .containsExactlyInAnyOrder("Content-Type", "Cache-Control");
    }
}
