package io.mcpoauth2.agent.diagnosis;

import io.mcpoauth2.agent.exchange.HttpRequestView;
import java.net.InetAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** A request of the MCP endpoint that brings a token and nothing else, neither a proof nor a certificate. */
final class TokenRequest implements HttpRequestView {
    private final URI resource;
    private final String token;

    TokenRequest(URI resource, String token) {
        this.resource = resource;
        this.token = token;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String rawPath() {
        String path = resource.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    @Override
    public Optional<String> rawQuery() {
        return Optional.empty();
    }

    @Override
    public List<String> headers(String name) {
        return name.equalsIgnoreCase("Authorization") ? List.of("Bearer " + token) : List.of();
    }

    @Override
    public Optional<X509Certificate> clientCertificate() {
        return Optional.empty();
    }

    @Override
    public Optional<InetAddress> peer() {
        return Optional.empty();
    }

    /** Nothing of the token. */
    @Override
    public String toString() {
        return "TokenRequest[not shown]";
    }
}
