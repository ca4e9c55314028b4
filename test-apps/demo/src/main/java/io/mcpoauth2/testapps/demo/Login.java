package io.mcpoauth2.testapps.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The authorization code flow with PKCE, as an MCP client runs it in a browser; the demo's issuer asks no password. */
final class Login {
    static final String CLIENT_ID = "demo-client";
    static final String REDIRECT_URI = "http://127.0.0.1/callback";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Web web;
    private final URI authorizationEndpoint;
    private final URI tokenEndpoint;

    /**
     * @param issuer the issuer that the protected resource metadata names
     */
    Login(Web web, String issuer) {
        this.web = web;
        JsonNode metadata = read(web.get(URI.create(issuer + "/.well-known/oauth-authorization-server")));
        this.authorizationEndpoint =
                URI.create(metadata.path("authorization_endpoint").asText());
        this.tokenEndpoint = URI.create(metadata.path("token_endpoint").asText());
    }

    /**
     * Logs a user in.
     *
     * @param resource whom the token is to be for (RFC 8707)
     * @return the access token
     */
    String token(String user, String resource, String scope) {
        String verifier = random();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", CLIENT_ID);
        query.put("redirect_uri", REDIRECT_URI);
        query.put("scope", scope);
        query.put("resource", resource);
        query.put("code_challenge", challenge(verifier));
        query.put("code_challenge_method", "S256");
        query.put("login_hint", user);
        HttpResponse<String> redirect =
                web.visit(authorizationEndpoint, query, user + " logs in; resource=" + resource + ", scope=" + scope);
        String location = redirect.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IllegalStateException("The issuer does not redirect: " + redirect.body()));

        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", CLIENT_ID);
        form.put("code", code(URI.create(location)));
        form.put("code_verifier", verifier);
        HttpResponse<String> answer = web.submit(tokenEndpoint, form, "the code for a token");
        return read(answer).path("access_token").asText();
    }

    static JsonNode read(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.uri() + " answered " + answer.statusCode());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(answer.uri() + " sent no JSON", e);
        }
    }

    private static String code(URI location) {
        for (String parameter : location.getRawQuery().split("&", -1)) {
            if (parameter.startsWith("code=")) {
                return parameter.substring("code=".length());
            }
        }
        throw new IllegalStateException("The issuer sent no code");
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
