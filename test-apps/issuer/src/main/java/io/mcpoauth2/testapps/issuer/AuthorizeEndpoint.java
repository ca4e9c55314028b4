package io.mcpoauth2.testapps.issuer;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The authorization endpoint, without a page: it logs in the user whom {@code login_hint} names, else the first one, and
 * redirects straight back with a code.
 *
 * <p>An error is redirected to the client only after client and redirect URI are known to belong together.
 */
final class AuthorizeEndpoint implements Endpoint {
    private final Settings settings;
    private final Clients clients;
    private final Vouchers codes;

    AuthorizeEndpoint(Settings settings, Clients clients, Vouchers codes) {
        this.settings = settings;
        this.clients = clients;
        this.codes = codes;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException, OAuthError {
        Parameters query = Parameters.ofQuery(exchange);
        Client client =
                clients.find(query.require("client_id")).orElseThrow(() -> OAuthError.invalidRequest("Unknown client"));
        String redirectUri = query.require("redirect_uri");
        if (!client.redirectUris().contains(redirectUri)) {
            throw OAuthError.invalidRequest("The redirect URI is not registered");
        }
        Map<String, String> answer = new LinkedHashMap<>();
        try {
            answer.put("code", codes.issue(grant(query, client, redirectUri)));
        } catch (OAuthError e) {
            answer.put("error", e.code());
            answer.put("error_description", e.getMessage());
        }
        query.find("state").ifPresent(state -> answer.put("state", state));
        answer.put("iss", settings.issuer());
        String separator = redirectUri.indexOf('?') < 0 ? "?" : "&";
        Reply.redirect(exchange, redirectUri + separator + encode(answer));
    }

    private Grant grant(Parameters query, Client client, String redirectUri) throws OAuthError {
        if (!query.require("response_type").equals("code")) {
            throw new OAuthError("unsupported_response_type", "Only code is supported");
        }
        if (!client.grantTypes().contains("authorization_code")) {
            throw new OAuthError("unauthorized_client", "The client may not use authorization codes");
        }
        String challenge = query.require("code_challenge");
        if (!query.find("code_challenge_method").equals(Optional.of("S256"))) {
            throw OAuthError.invalidRequest("The code challenge method has to be S256");
        }
        Grant.Login login =
                new Grant.Login(redirectUri, challenge, query.find("nonce").orElse(null));
        return new Grant(
                client.id(),
                user(query),
                GrantRules.scopes(query, client.scopes()),
                GrantRules.resources(query),
                login);
    }

    private User user(Parameters query) throws OAuthError {
        Optional<String> hint = query.find("login_hint");
        return settings.users().stream()
                .filter(user -> hint.isEmpty() || user.answersTo(hint.get()))
                .findFirst()
                .orElseThrow(() -> new OAuthError("access_denied", "There is no such user"));
    }

    private static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(e -> e.getKey() + '=' + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
