package io.mcpoauth2.agent.exchange;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request as a door would show it. */
public final class SampleRequest implements HttpRequestView {
    private final String method;
    private final String rawPath;
    private Optional<String> rawQuery = Optional.empty();
    private Optional<X509Certificate> certificate = Optional.empty();
    private Optional<InetAddress> peer = Optional.empty();
    private int localPort;
    private boolean routedByPrefix;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<String> namesRead = new ArrayList<>();

    private SampleRequest(String method, String rawPath) {
        this.method = method;
        this.rawPath = rawPath;
    }

    public static SampleRequest of(String method, String rawPath) {
        return new SampleRequest(method, rawPath);
    }

    public static SampleRequest post(String rawPath) {
        return of("POST", rawPath);
    }

    public SampleRequest header(String name, String value) {
        headers.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        return this;
    }

    public SampleRequest bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    public SampleRequest query(String query) {
        rawQuery = Optional.of(query);
        return this;
    }

    public SampleRequest certificate(X509Certificate shown) {
        certificate = Optional.of(shown);
        return this;
    }

    public SampleRequest peer(InetAddress address) {
        peer = Optional.of(address);
        return this;
    }

    public SampleRequest localPort(int port) {
        localPort = port;
        return this;
    }

    /** As the JDK's server routes. */
    public SampleRequest routedByPrefix() {
        routedByPrefix = true;
        return this;
    }

    /** Names of the headers that were asked for, in lower case. */
    public List<String> namesRead() {
        return namesRead;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String rawPath() {
        return rawPath;
    }

    @Override
    public Optional<String> rawQuery() {
        return rawQuery;
    }

    @Override
    public List<String> headers(String name) {
        namesRead.add(name.toLowerCase(Locale.ROOT));
        return headers.getOrDefault(name, List.of());
    }

    @Override
    public Optional<X509Certificate> clientCertificate() {
        return certificate;
    }

    @Override
    public Optional<InetAddress> peer() {
        return peer;
    }

    @Override
    public int localPort() {
        return localPort;
    }

    @Override
    public boolean isRoutedByPrefix() {
        return routedByPrefix;
    }
}
