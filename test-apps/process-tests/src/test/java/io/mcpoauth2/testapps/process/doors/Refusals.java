package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.Servers;

/** What the agent's refusals look like to the byte. */
final class Refusals {
    private static final String METADATA = "resource_metadata=\"" + Servers.METADATA_URL + '"';
    private static final String NO_TOKEN = "{\"error\":\"Authentication required\",\"code\":\"TOKEN_VALIDATION_ERROR\","
            + "\"details\":\"The request needs an access token for this server in the header"
            + " 'Authorization: Bearer <token>'\"}";

    private Refusals() {}

    /** 401 without an error code: the request brought no token. */
    static void assertNoToken(HttpAnswer answer) {
        assertNoTokenHeaders(answer);
        assertThat(answer.body()).isEqualTo(NO_TOKEN);
    }

    /** The same to a HEAD request, whose answer has no body. */
    static void assertNoTokenHeaders(HttpAnswer answer) {
        assertRefusal(answer, 401);
        assertThat(answer.headers("WWW-Authenticate")).containsExactly("Bearer " + METADATA);
    }

    /** 401 to a token that failed a check, named in the agent's words. */
    static void assertInvalidToken(HttpAnswer answer, String summary, String details) {
        assertRefusal(answer, 401);
        assertThat(answer.headers("WWW-Authenticate"))
                .containsExactly("Bearer error=\"invalid_token\", error_description=\"" + summary + "\", " + METADATA);
        assertBody(answer, "Token validation failed: " + summary, "TOKEN_VALIDATION_ERROR", details);
    }

    /** 400 to credentials that can be read in more than one way. */
    static void assertInvalidRequest(HttpAnswer answer, String reason) {
        assertRefusal(answer, 400);
        assertThat(answer.headers("WWW-Authenticate"))
                .containsExactly("Bearer error=\"invalid_request\", error_description=\"" + reason + "\", " + METADATA);
        assertBody(answer, "Invalid request", "INVALID_REQUEST", reason);
    }

    /** 403 to a token without the one scope that every request needs. */
    static void assertInsufficientScope(HttpAnswer answer, String scope) {
        assertRefusal(answer, 403);
        assertThat(answer.headers("WWW-Authenticate"))
                .containsExactly("Bearer error=\"insufficient_scope\", scope=\"" + scope + "\", " + METADATA);
        assertBody(
                answer,
                "Insufficient permissions",
                "INSUFFICIENT_PERMISSIONS",
                "The request needs all of these scopes: " + scope);
    }

    /** The server's own status for a request it did not even let the agent check. */
    static void assertRefusedByServer(HttpAnswer answer) {
        assertRefusal(answer, answer.status());
        assertThat(answer.headers("WWW-Authenticate")).isEmpty();
        assertBody(
                answer,
                "Invalid request",
                "INVALID_REQUEST",
                "The server refused the request before its access token could be checked");
    }

    private static void assertRefusal(HttpAnswer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers("Content-Type")).containsExactly("application/json");
        assertThat(answer.headers()).doesNotContainKeys("Set-Cookie", "Mcp-Session-Id");
    }

    private static void assertBody(HttpAnswer answer, String error, String code, String details) {
        assertThat(answer.json().path("error").asText()).isEqualTo(error);
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
        assertThat(answer.json().path("details").asText()).isEqualTo(details);
        assertThat(answer.json().size()).isEqualTo(3);
    }
}
