package io.mcpoauth2.testapps.issuer;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The token endpoint: client credentials, authorization code with PKCE, refresh token (RFC 6749, RFC 7636, RFC 8707). */
final class TokenEndpoint implements Endpoint {
    private final Settings settings;
    private final Clients clients;
    private final Tokens tokens;
    private final Vouchers codes;
    private final Vouchers refreshTokens;

    TokenEndpoint(Settings settings, Clients clients, Tokens tokens, Vouchers codes, Vouchers refreshTokens) {
        this.settings = settings;
        this.clients = clients;
        this.tokens = tokens;
        this.codes = codes;
        this.refreshTokens = refreshTokens;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException, OAuthError {
        Parameters form = Parameters.ofForm(exchange);
        Client client = clients.authenticate(exchange, form);
        String grantType = form.require("grant_type");
        Map<String, Object> answer = switch (grantType) {
            case "client_credentials" -> clientCredentials(allowed(client, grantType), form);
            case "authorization_code" -> authorizationCode(allowed(client, grantType), form);
            case "refresh_token" -> refreshToken(allowed(client, grantType), form);
            default -> throw new OAuthError("unsupported_grant_type", "No such grant type here");
        };
        Reply.unstoredJson(exchange, 200, answer);
    }

    private static Client allowed(Client client, String grantType) throws OAuthError {
        boolean proven = client.secret() != null || !grantType.equals("client_credentials");
        if (!proven || !client.grantTypes().contains(grantType)) {
            throw new OAuthError("unauthorized_client", "The client may not use this grant type");
        }
        return client;
    }

    private Map<String, Object> clientCredentials(Client client, Parameters form) throws OAuthError {
        Grant grant = new Grant(
                client.id(), null, GrantRules.scopes(form, client.scopes()), GrantRules.resources(form), null);
        return answer(grant);
    }

    private Map<String, Object> authorizationCode(Client client, Parameters form) throws OAuthError {
        Grant grant = codes.redeem(form.require("code"))
                .orElseThrow(() -> OAuthError.invalidGrant("The code is unknown, used or too old"));
        // OAuth 2.1 no longer has the redirect URI here; where a client sends it, it still has to be the same.
        String redirectUri = form.find("redirect_uri").orElse(grant.login().redirectUri());
        if (!grant.clientId().equals(client.id())
                || !grant.login().redirectUri().equals(redirectUri)) {
            throw OAuthError.invalidGrant("The code was given to another client or redirect URI");
        }
        if (!grant.login().codeChallenge().equals(challenge(form.require("code_verifier")))) {
            throw OAuthError.invalidGrant("The code verifier does not match");
        }
        Map<String, Object> answer = answer(GrantRules.narrow(grant, form));
        if (grant.scopes().contains("openid")) {
            answer.put("id_token", tokens.idToken(grant));
        }
        addRefreshToken(client, grant, answer);
        return answer;
    }

    private Map<String, Object> refreshToken(Client client, Parameters form) throws OAuthError {
        Grant grant = refreshTokens
                .redeem(form.require("refresh_token"))
                .filter(found -> found.clientId().equals(client.id()))
                .orElseThrow(() -> OAuthError.invalidGrant("The refresh token is unknown or used"));
        Map<String, Object> answer = answer(GrantRules.narrow(grant, form));
        addRefreshToken(client, grant, answer);
        return answer;
    }

    private void addRefreshToken(Client client, Grant grant, Map<String, Object> answer) {
        if (settings.refreshTokens() && client.grantTypes().contains("refresh_token")) {
            answer.put("refresh_token", refreshTokens.issue(grant));
        }
    }

    private Map<String, Object> answer(Grant grant) throws OAuthError {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", tokens.accessToken(grant));
        answer.put("token_type", "Bearer");
        answer.put("expires_in", settings.tokenLifetime().toSeconds());
        if (!grant.scopes().isEmpty()) {
            answer.put("scope", String.join(" ", grant.scopes()));
        }
        return answer;
    }

    /** Computes the S256 challenge of a verifier (RFC 7636 §4.2). */
    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
