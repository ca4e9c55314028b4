package io.mcpoauth2.agent.exchange;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** A request for the MCP endpoint that brings nothing; it allocates nothing itself. */
public class FixedRequest implements HttpRequestView {
    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String rawPath() {
        return "/mcp";
    }

    @Override
    public Optional<String> rawQuery() {
        return Optional.empty();
    }

    @Override
    public List<String> headers(String name) {
        return List.of();
    }

    @Override
    public Optional<X509Certificate> clientCertificate() {
        return Optional.empty();
    }

    @Override
    public Optional<InetAddress> peer() {
        return Optional.empty();
    }
}
