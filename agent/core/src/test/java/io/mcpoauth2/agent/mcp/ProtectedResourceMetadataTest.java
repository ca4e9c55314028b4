package io.mcpoauth2.agent.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.HttpReply.Header;
import io.mcpoauth2.agent.exchange.Replies;
import io.mcpoauth2.agent.exchange.SampleRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectedResourceMetadataTest {
    private static final String ROOT = "/.well-known/oauth-protected-resource";
    private static final String PATH = ROOT + "/mcp";

    private final ProtectedResourceMetadata metadata = of(SampleSettings.DEFAULT.scopes("mcp:use", "files:read"));

    @Test
    @DisplayName("R12, R13: the document names resource, issuers, scopes and the header method")
    void documentNamesResourceIssuersScopesAndTheHeaderMethod() {
        assertThat(text(get(metadata, PATH)))
                .isEqualTo("{\"resource\":\"https://mcp.example.com/mcp\","
                        + "\"authorization_servers\":[\"https://as.example.com/\"],"
                        + "\"scopes_supported\":[\"mcp:use\",\"files:read\"],"
                        + "\"bearer_methods_supported\":[\"header\"]}");
    }

    @Test
    @DisplayName("R13: issuers appear byte for byte, in order")
    void issuersAppearByteForByteInOrder() {
        HttpReply reply =
                get(of(SampleSettings.DEFAULT.issuers("https://B.example/", "https://a.example/realms/x")), PATH);

        assertThat(Replies.json(reply).get("authorization_servers"))
                .extracting(JsonNode::textValue)
                .containsExactly("https://B.example/", "https://a.example/realms/x");
    }

    @Test
    @DisplayName("C2: clients are sent where the settings say, and nobody asks there")
    void authorizationServersStandForTheIssuer() {
        HttpReply reply = get(of(SampleSettings.DEFAULT.with("authorization_servers", "https://facade.example")), PATH);

        assertThat(Replies.json(reply).get("authorization_servers"))
                .extracting(JsonNode::textValue)
                .containsExactly("https://facade.example");
    }

    @Test
    @DisplayName("RFC 9728 §3.2: a parameter without values is left out")
    void scopesAreLeftOutWhenThereAreNone() {
        assertThat(Replies.json(get(of(SampleSettings.DEFAULT), PATH)).has("scopes_supported"))
                .isFalse();
    }

    @Test
    @DisplayName("R19: offline_access is not advertised, and alone leaves no scopes")
    void offlineAccessIsNotAdvertised() {
        assertThat(text(get(of(SampleSettings.DEFAULT.scopes("offline_access", "a")), PATH)))
                .contains("\"scopes_supported\":[\"a\"]");
        assertThat(text(get(of(SampleSettings.DEFAULT.scopes("offline_access")), PATH)))
                .doesNotContain("scopes_supported");
    }

    @ParameterizedTest
    @CsvSource({
        "https://h.example/mcp, https://h.example/.well-known/oauth-protected-resource/mcp",
        "https://h.example, https://h.example/.well-known/oauth-protected-resource",
        "https://h.example/, https://h.example/.well-known/oauth-protected-resource",
        "https://h.example:8443/a/mcp/, https://h.example:8443/.well-known/oauth-protected-resource/a/mcp/",
        "https://h.example/m%20cp?v=1, https://h.example/.well-known/oauth-protected-resource/m%20cp?v=1",
        "https://[::1]:1/mcp, https://[::1]:1/.well-known/oauth-protected-resource/mcp",
        "https://h.example/é, https://h.example/.well-known/oauth-protected-resource/%C3%A9"
    })
    @DisplayName("RFC 9728 §3.1: the well-known path is inserted between host and path")
    void urlIsThePathFormOnTheResourcesOrigin(String resource, String url) {
        assertThat(ProtectedResourceMetadata.urlOf(SampleSettings.DEFAULT
                        .resource(resource)
                        .build()
                        .endpoints()
                        .get(0)))
                .isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {ROOT, PATH, PATH + "/"})
    @DisplayName("R15: root form and path form are the same bytes")
    void allFormsOfAResourceWithTrailingSlashServeTheSameBytes(String path) {
        ProtectedResourceMetadata slash = of(SampleSettings.DEFAULT.resource("https://mcp.example.com/mcp/"));

        assertThat(text(get(slash, path))).contains("\"resource\":\"https://mcp.example.com/mcp/\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    @DisplayName("L1: GET and HEAD answer 200, cacheable and readable from any origin")
    void readingAnswers200(String method) {
        HttpReply reply =
                answer(metadata, SampleRequest.of(method, ROOT).bearer("bad").header("Origin", "null"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers())
                .containsExactly(
                        new Header("Content-Type", "application/json"),
                        new Header("Cache-Control", "public, max-age=3600"),
                        new Header("Access-Control-Allow-Origin", "*"));
        assertThat(reply.body()).isEqualTo(get(metadata, PATH).body());
    }

    @Test
    @DisplayName("L1: a preflight answers 204 and reflects the header names asked for")
    void preflightReflectsTheHeaderNamesAskedFor() {
        HttpReply reply = answer(
                metadata,
                SampleRequest.of("OPTIONS", PATH)
                        .header("Access-Control-Request-Headers", "mcp-protocol-version, X-Trace_1"));

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.headers())
                .containsExactly(
                        new Header("Allow", "GET, HEAD, OPTIONS"),
                        new Header("Access-Control-Allow-Origin", "*"),
                        new Header("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"),
                        new Header("Access-Control-Allow-Headers", "mcp-protocol-version, X-Trace_1"),
                        new Header("Access-Control-Max-Age", "3600"),
                        new Header("Vary", "Access-Control-Request-Headers"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", ,", "a\r\nSet-Cookie: x", "a\tb", "a;b", "a:b", "é", "\"a\""})
    void preflightReflectsNothingThatIsNoListOfNames(String asked) {
        HttpReply reply =
                answer(metadata, SampleRequest.of("OPTIONS", PATH).header("Access-Control-Request-Headers", asked));

        assertThat(reply.status()).isEqualTo(204);
        assertThat(Replies.headers(reply, "Access-Control-Allow-Headers")).isEmpty();
    }

    @Test
    void preflightReflectsNeitherALongListNorSeveral() {
        HttpReply tooLong = answer(
                metadata, SampleRequest.of("OPTIONS", PATH).header("Access-Control-Request-Headers", "a".repeat(1025)));
        HttpReply several = answer(
                metadata,
                SampleRequest.of("OPTIONS", PATH)
                        .header("Access-Control-Request-Headers", "a")
                        .header("Access-Control-Request-Headers", "b"));

        assertThat(Replies.headers(tooLong, "Access-Control-Allow-Headers")).isEmpty();
        assertThat(Replies.headers(several, "Access-Control-Allow-Headers")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "get", ""})
    @DisplayName("L1: any other method answers 405 with Allow")
    void otherMethodsAnswer405(String method) {
        HttpReply reply = answer(metadata, SampleRequest.of(method, PATH));

        Replies.assertError(
                reply, 405, "INVALID_REQUEST", "Method not allowed", "Protected resource metadata is read with GET");
        assertThat(Replies.headers(reply, "Allow")).containsExactly("GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/other", "/", "/mcp/", "/mcp/x", "/MCP", "/mcp;x", "/%6dcp", "//mcp", "/../../mcp"})
    @DisplayName("L2: an unknown path below the well-known path answers 404, not 401")
    void unknownPathBelowAnswers404(String below) {
        HttpReply reply = answer(metadata, SampleRequest.of("GET", ROOT + below));

        Replies.assertError(
                reply,
                404,
                "INVALID_REQUEST",
                "Not found",
                "No protected resource metadata at this path; the root form is " + ROOT);
        assertThat(Replies.headers(reply, "WWW-Authenticate")).isEmpty();
        assertThat(Replies.headers(reply, "Access-Control-Allow-Origin")).containsExactly("*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/mcp",
                "/.well-known/x/mcp",
                "/.well-known/oauth-protected-resourceful",
                "/.well-known/oauth-protected-resource;x/mcp",
                "/x/.well-known/oauth-protected-resource",
                "//.well-known/oauth-protected-resource",
                "/.Well-Known/oauth-protected-resource"
            })
    void otherPathsAreNotAnswered(String path) {
        assertThat(metadata.answer(SampleRequest.of("GET", path))).isEmpty();
    }

    private static ProtectedResourceMetadata of(SampleSettings settings) {
        return new ProtectedResourceMetadata(settings.build());
    }

    private static HttpReply get(ProtectedResourceMetadata metadata, String path) {
        return answer(metadata, SampleRequest.of("GET", path));
    }

    private static HttpReply answer(ProtectedResourceMetadata metadata, SampleRequest request) {
        return metadata.answer(request).orElseThrow();
    }

    private static String text(HttpReply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }
}
