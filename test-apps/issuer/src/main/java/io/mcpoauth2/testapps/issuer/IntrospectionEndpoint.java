package io.mcpoauth2.testapps.issuer;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The introspection endpoint (RFC 7662): says of a token what it was told to, to every client with a secret. */
final class IntrospectionEndpoint implements Endpoint {
    private static final Map<String, Object> INACTIVE = Map.of("active", false);

    private final Clients clients;
    private final Map<String, Map<String, ?>> answers = new ConcurrentHashMap<>();

    IntrospectionEndpoint(Clients clients) {
        this.clients = clients;
    }

    void about(String token, Map<String, ?> answer) {
        answers.put(token, answer);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException, OAuthError {
        Parameters form = Parameters.ofForm(exchange);
        if (clients.authenticate(exchange, form).secret() == null) {
            throw new OAuthError("unauthorized_client", "A public client may not ask about tokens");
        }
        Reply.unstoredJson(exchange, 200, answers.getOrDefault(form.require("token"), INACTIVE));
    }
}
