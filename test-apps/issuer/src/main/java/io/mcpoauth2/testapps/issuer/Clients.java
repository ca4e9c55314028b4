package io.mcpoauth2.testapps.issuer;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The registered clients, and how they prove at the token endpoint who they are. */
final class Clients {
    private static final int MAX = 10_000;

    private final Map<String, Client> byId = new ConcurrentHashMap<>();

    Clients(List<Client> configured) {
        configured.forEach(client -> byId.put(client.id(), client));
    }

    Optional<Client> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    void register(Client client) throws OAuthError {
        if (byId.size() >= MAX) {
            throw new OAuthError("temporarily_unavailable", "Too many clients");
        }
        byId.put(client.id(), client);
    }

    /** Finds the client by client_secret_basic, client_secret_post, or for public clients client_id (RFC 6749 §2.3). */
    Client authenticate(HttpExchange exchange, Parameters form) throws OAuthError {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        Optional<String> posted = form.find("client_secret");
        if (header == null) {
            return authenticated(form.require("client_id"), posted.orElse(null));
        }
        if (posted.isPresent()) {
            throw OAuthError.invalidRequest("Two ways of client authentication at once");
        }
        String[] credentials = basic(header);
        return authenticated(Parameters.decode(credentials[0]), Parameters.decode(credentials[1]));
    }

    private Client authenticated(String id, String secret) throws OAuthError {
        return find(id).filter(client -> matches(client, secret)).orElseThrow(Clients::invalidClient);
    }

    private static boolean matches(Client client, String secret) {
        if (client.secret() == null || secret == null) {
            return client.secret() == null && secret == null;
        }
        return MessageDigest.isEqual(
                client.secret().getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    private static String[] basic(String header) throws OAuthError {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            throw invalidClient();
        }
        try {
            String pair = new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw invalidClient();
            }
            return new String[] {pair.substring(0, colon), pair.substring(colon + 1)};
        } catch (IllegalArgumentException e) {
            throw invalidClient();
        }
    }

    private static OAuthError invalidClient() {
        return new OAuthError("invalid_client", "Unknown client, or wrong authentication");
    }
}
