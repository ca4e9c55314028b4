package io.mcpoauth2.testapps.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The HTTP side of an OAuth client, as far as the tests need one. */
final class IssuerClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private IssuerClient() {}

    static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri));
    }

    static HttpResponse<String> get(EmbeddedIssuer issuer, String path) throws IOException, InterruptedException {
        return get(URI.create("http://127.0.0.1:" + issuer.port() + path));
    }

    /** Posts to the token endpoint; parameters are names and values in turn. */
    static HttpResponse<String> token(EmbeddedIssuer issuer, String... parameters)
            throws IOException, InterruptedException {
        return send(form(issuer.tokenEndpoint(), parameters));
    }

    static HttpResponse<String> tokenWithBasic(EmbeddedIssuer issuer, String credentials, String... parameters)
            throws IOException, InterruptedException {
        return send(form(issuer.tokenEndpoint(), parameters).header("Authorization", basic(credentials)));
    }

    /** Posts to the introspection endpoint; the credentials are an id, a colon and a secret. */
    static HttpResponse<String> introspect(EmbeddedIssuer issuer, String credentials, String token)
            throws IOException, InterruptedException {
        return send(form(issuer.introspectionEndpoint(), "token", token).header("Authorization", basic(credentials)));
    }

    static HttpResponse<String> register(EmbeddedIssuer issuer, Map<String, ?> metadata)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(issuer.registrationEndpoint())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(metadata))));
    }

    /** Opens the authorization endpoint and returns the parameters it redirects back with. */
    static Map<String, String> authorize(EmbeddedIssuer issuer, String... parameters)
            throws IOException, InterruptedException {
        HttpResponse<String> response = get(URI.create(issuer.authorizationEndpoint() + "?" + encode(parameters)));
        if (response.statusCode() != 302) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        String location = response.headers().firstValue("Location").orElseThrow();
        Map<String, String> answer = new LinkedHashMap<>();
        for (String pair : location.substring(location.indexOf('?') + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            answer.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return answer;
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    static JsonNode claims(String token) throws IOException {
        return part(token, 1);
    }

    static JsonNode header(String token) throws IOException {
        return part(token, 0);
    }

    private static JsonNode part(String token, int index) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]));
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpRequest.Builder form(URI endpoint, String... parameters) {
        return HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encode(parameters)));
    }

    private static String encode(String... parameters) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < parameters.length; i += 2) {
            pairs.add(parameters[i] + "=" + URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        return String.join("&", pairs);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
    }
}
