package io.mcpoauth2.testapps.interop;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A login by authorization code and PKCE (RFC 6749 §4.1, RFC 7636) for a resource (RFC 8707). */
final class AuthorizationCode {
    private static final String REDIRECT_URI = "http://127.0.0.1/callback";
    private static final String VERIFIER = "0123456789-0123456789-0123456789-0123456789";

    private AuthorizationCode() {}

    /** Lets a user log in and returns what the client gets, with a refresh token if it asks for offline_access. */
    static Tokens login(Issuer issuer, String client, String user, String scopes, String resource) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("client_id", client);
        request.put("response_type", "code");
        request.put("redirect_uri", REDIRECT_URI);
        request.put("prompt", "consent");
        request.put("scope", scopes);
        request.put("resource", resource);
        request.put("code_challenge", challenge());
        request.put("code_challenge_method", "S256");
        URI authorize = URI.create(issuer.endpoint("authorization_endpoint") + "?" + Http.encoded(request));
        URI callback = new Browser(user).authorize(authorize, REDIRECT_URI);
        Map<String, String> redemption = Map.of(
                "code", code(callback), "redirect_uri", REDIRECT_URI, "code_verifier", VERIFIER, "resource", resource);
        return issuer.grant(client, "authorization_code", redemption);
    }

    private static String code(URI callback) {
        for (String parameter : callback.getQuery().split("&", -1)) {
            if (parameter.startsWith("code=")) {
                return parameter.substring("code=".length());
            }
        }
        throw new IllegalStateException("No code in " + callback);
    }

    private static String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
