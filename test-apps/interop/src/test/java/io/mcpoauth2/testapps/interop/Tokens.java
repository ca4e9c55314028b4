package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** The answer of a token endpoint (RFC 6749 §5.1). */
record Tokens(JsonNode answer) {

    String accessToken() {
        return text("access_token");
    }

    String idToken() {
        return text("id_token");
    }

    String refreshToken() {
        return text("refresh_token");
    }

    private String text(String name) {
        assertThat(answer.path(name).isTextual()).as(name).isTrue();
        return answer.path(name).asText();
    }
}
