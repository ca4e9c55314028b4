package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.testapps.harness.HttpAnswer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An issuer as its clients know it: its metadata and what they lead to. */
final class Issuer {
    private final Http http = new Http();
    private final String url;
    private final JsonNode metadata;

    /** Reads the metadata of an issuer that runs. */
    Issuer(String url) {
        this.url = url;
        HttpAnswer answer = http.get(URI.create(url + "/.well-known/openid-configuration"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        metadata = answer.json();
        assertThat(metadata.path("issuer").asText()).isEqualTo(url);
    }

    /** Returns its identifier, as it publishes it. */
    String url() {
        return url;
    }

    /** Returns an address of its metadata. */
    URI endpoint(String name) {
        return URI.create(metadata.path(name).asText());
    }

    /** Fetches the keys it publishes at this moment. */
    List<JsonNode> keys() {
        List<JsonNode> keys = new ArrayList<>();
        http.get(endpoint("jwks_uri")).json().path("keys").forEach(keys::add);
        assertThat(keys).isNotEmpty();
        return keys;
    }

    /** Gets tokens for a client, whose secret is its id and "-secret", by what RFC 6749 calls a grant. */
    Tokens grant(String client, String type, Map<String, String> parameters) {
        return grant(client, type, parameters, Map.of());
    }

    /** Gets an access token for a client itself. */
    String clientCredentials(String client, Map<String, String> parameters) {
        return grant(client, "client_credentials", parameters).accessToken();
    }

    /** Gets an access token for a client itself that is bound to a key. */
    String boundToken(String client, Map<String, String> parameters, DpopKey key) {
        String proof = key.proof("POST", endpoint("token_endpoint"));
        return grant(client, "client_credentials", parameters, Map.of("DPoP", proof))
                .accessToken();
    }

    /** Gets an access token for a client itself that is bound to its certificate. */
    String certifiedToken(String client, Map<String, String> parameters, ClientCertificate certificate) {
        return grant(client, "client_credentials", parameters, Map.of("Client-Cert", certificate.header()))
                .accessToken();
    }

    /** Has a token of a client revoked (RFC 7009). */
    void revoke(String client, String token) {
        post("revocation_endpoint", client, Map.of("token", token), Map.of());
    }

    /** Ends the session that a refresh token belongs to, in Keycloak's way. */
    void logOut(String client, String refreshToken) {
        post("end_session_endpoint", client, Map.of("refresh_token", refreshToken), Map.of());
    }

    private Tokens grant(String client, String type, Map<String, String> parameters, Map<String, String> headers) {
        Map<String, String> form = new LinkedHashMap<>(parameters);
        form.put("grant_type", type);
        return new Tokens(post("token_endpoint", client, form, headers).json());
    }

    private HttpAnswer post(String endpoint, String client, Map<String, String> form, Map<String, String> headers) {
        List<String> lines = new ArrayList<>(List.of("Authorization", basic(client)));
        headers.forEach((name, value) -> lines.addAll(List.of(name, value)));
        HttpAnswer answer = http.post(endpoint(endpoint), form, lines.toArray(String[]::new));
        assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
        return answer;
    }

    /** Returns the header's value by which a client authenticates: RFC 6749 §2.3.1 form-encodes first, then as RFC 7617 has it. */
    static String basic(String client) {
        String pair = Http.encoded(client) + ":" + Http.encoded(client + "-secret");
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
