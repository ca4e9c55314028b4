package io.mcpoauth2.testapps.issuer;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of an OAuth request; one without a value counts as absent (RFC 6749 §3.1). */
final class Parameters {
    private static final int MAX_BYTES = 64 * 1024;

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private Parameters(String encoded) throws OAuthError {
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && equals < pair.length() - 1) {
                values.computeIfAbsent(decode(pair.substring(0, equals)), name -> new ArrayList<>())
                        .add(decode(pair.substring(equals + 1)));
            }
        }
    }

    static Parameters ofQuery(HttpExchange exchange) throws OAuthError {
        String query = exchange.getRequestURI().getRawQuery();
        return new Parameters(query == null ? "" : query);
    }

    static Parameters ofForm(HttpExchange exchange) throws IOException, OAuthError {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !type.startsWith("application/x-www-form-urlencoded")) {
            throw OAuthError.invalidRequest("The body has to be application/x-www-form-urlencoded");
        }
        return new Parameters(new String(body(exchange), StandardCharsets.UTF_8));
    }

    static byte[] body(HttpExchange exchange) throws IOException, OAuthError {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw OAuthError.invalidRequest("The body is too large");
        }
        return body;
    }

    static String decode(String encoded) throws OAuthError {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw OAuthError.invalidRequest("Malformed percent encoding");
        }
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    Optional<String> find(String name) throws OAuthError {
        List<String> found = all(name);
        if (found.size() > 1) {
            throw OAuthError.invalidRequest("Repeated parameter " + name);
        }
        return found.stream().findFirst();
    }

    String require(String name) throws OAuthError {
        return find(name).orElseThrow(() -> OAuthError.invalidRequest("Missing parameter " + name));
    }
}
