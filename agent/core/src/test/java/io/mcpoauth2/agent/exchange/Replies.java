package io.mcpoauth2.agent.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpoauth2.agent.exchange.HttpReply.Header;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Reads replies in tests. */
public final class Replies {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Replies() {}

    public static JsonNode json(HttpReply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<String> headers(HttpReply reply, String name) {
        return reply.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /** Asserts everything all errors have in common, and that nothing else is in the body. */
    public static void assertError(HttpReply reply, int status, String code, String error, String details) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(headers(reply, "Content-Type")).containsExactly("application/json");
        assertThat(headers(reply, "Cache-Control")).containsExactly("no-store");
        JsonNode body = json(reply);
        assertThat(body.fieldNames()).toIterable().containsExactly("error", "code", "details");
        assertThat(body.get("error").textValue()).isEqualTo(error);
        assertThat(body.get("code").textValue()).isEqualTo(code);
        assertThat(body.get("details").textValue()).isEqualTo(details);
    }
}
