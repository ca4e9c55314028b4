package io.mcpoauth2.agent.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.exchange.HttpReply.Header;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ErrorReplyTest {
    @Test
    void bodyHasExactlyTheThreeDocumentedMembers() {
        HttpReply reply = ErrorReply.of(
                401,
                ErrorCode.TOKEN_VALIDATION_ERROR,
                "Token validation failed: Invalid signature",
                "The JWT token signature could not be verified");

        assertThat(new String(reply.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"error\":\"Token validation failed: Invalid signature\","
                        + "\"code\":\"TOKEN_VALIDATION_ERROR\","
                        + "\"details\":\"The JWT token signature could not be verified\"}");
    }

    @Test
    void replyThatIsMadeBeforehandIsLikeAllOthers() {
        HttpReply made = ErrorReply.of(
                503,
                ErrorCode.INTERNAL_ERROR,
                "Request could not be checked",
                "The authorization agent of this server failed; its log on stderr has the cause");

        assertThat(ErrorReply.INTERNAL_ERROR.status()).isEqualTo(made.status());
        assertThat(ErrorReply.INTERNAL_ERROR.headers()).isEqualTo(made.headers());
        assertThat(ErrorReply.INTERNAL_ERROR.body()).isEqualTo(made.body());
    }

    @Test
    void textThatWouldBreakJsonIsEscaped() {
        String hostile = "\"}\\\r\n\u0000\u2028é</script>";

        Replies.assertError(
                ErrorReply.of(400, ErrorCode.INVALID_REQUEST, hostile, hostile),
                400,
                "INVALID_REQUEST",
                hostile,
                hostile);
    }

    @Test
    void furtherHeadersFollowTheCommonOnes() {
        HttpReply reply = ErrorReply.of(405, ErrorCode.INVALID_REQUEST, "a", "b", new Header("Allow", "GET"));

        assertThat(reply.headers())
                .containsExactly(
                        new Header("Content-Type", "application/json"),
                        new Header("Cache-Control", "no-store"),
                        new Header("Allow", "GET"));
    }
}
