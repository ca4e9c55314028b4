package io.mcpoauth2.testapps.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntrospectionTest {
    private final EmbeddedIssuer issuer = EmbeddedIssuer.builder()
            .client(Client.service("https://mcp.example/mcp", "s3cret"))
            .start();

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void tokenIsWhatTheIssuerWasToldAndEveryOtherIsNotActive() throws Exception {
        issuer.introspectAs("opaque", Map.of("active", true, "sub", "alice"));

        assertThat(answer("opaque").path("sub").asText()).isEqualTo("alice");
        assertThat(answer("another")).hasToString("{\"active\":false}");
        assertThat(issuer.introspection().requests()).isEqualTo(2);
    }

    @Test
    void clientWithAWrongSecretIsToldNothing() throws Exception {
        issuer.introspectAs("opaque", Map.of("active", true, "sub", "alice"));

        HttpResponse<String> response = IssuerClient.introspect(issuer, "https%3A%2F%2Fmcp.example%2Fmcp:x", "opaque");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("invalid_client").doesNotContain("alice");
    }

    private JsonNode answer(String token) throws Exception {
        return IssuerClient.json(IssuerClient.introspect(issuer, "https%3A%2F%2Fmcp.example%2Fmcp:s3cret", token));
    }
}
