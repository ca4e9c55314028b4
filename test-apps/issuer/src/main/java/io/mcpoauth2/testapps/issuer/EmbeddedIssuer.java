package io.mcpoauth2.testapps.issuer;

import com.sun.net.httpserver.HttpServer;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * An authorization server on a port of 127.0.0.1: metadata, key set, authorization, token, registration and introspection
 * endpoint.
 *
 * <p>Its keys can be rotated, its endpoints counted and made to fail, and {@link #mint} makes any token, good or bad.
 */
public final class EmbeddedIssuer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads;
    private final Settings settings;
    private final KeyRing keys;
    private final Tokens tokens;
    private final MonitoredEndpoint discovery;
    private final MonitoredEndpoint jwks;
    private final MonitoredEndpoint token;
    private final IntrospectionEndpoint answers;
    private final MonitoredEndpoint introspection;

    /**
     * @param tenants paths of the issuers that it is besides
     */
    private EmbeddedIssuer(
            HttpServer server, Settings settings, Clients clients, Set<DiscoveryForm> forms, List<String> tenants) {
        Vouchers codes = Vouchers.lastingMinutes(1, settings.clock());
        Vouchers refreshTokens = Vouchers.lastingMinutes(24 * 60, settings.clock());
        String path = URI.create(settings.issuer()).getRawPath();
        List<String> paths = Stream.concat(Stream.of(path), tenants.stream()).toList();
        Map<String, String> published = new HashMap<>();
        for (DiscoveryForm form : forms) {
            paths.forEach(each -> published.put(form.path(each), settings.withPath(each)));
        }
        this.server = server;
        this.settings = settings;
        this.keys = new KeyRing(SigningKey.generate(settings.algorithm()));
        this.tokens = new Tokens(settings, keys);
        this.discovery = new MonitoredEndpoint(exchange -> {
            String issuer = published.get(exchange.getRequestURI().getRawPath());
            if (issuer == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                Map<String, Object> metadata = metadata();
                metadata.put("issuer", issuer);
                Reply.json(exchange, 200, metadata);
            }
        });
        this.jwks = new MonitoredEndpoint(exchange -> Reply.json(exchange, 200, keys.keySet()));
        this.token = new MonitoredEndpoint(new TokenEndpoint(settings, clients, tokens, codes, refreshTokens));
        this.answers = new IntrospectionEndpoint(clients);
        this.introspection = new MonitoredEndpoint(answers);
        this.threads = Executors.newCachedThreadPool(EmbeddedIssuer::daemon);

        Router router = new Router();
        for (DiscoveryForm form : DiscoveryForm.values()) {
            paths.forEach(each -> router.add(form.path(each), Set.of("GET", "HEAD"), discovery::handle));
        }
        router.add(pathOf(Metadata.JWKS), Set.of("GET", "HEAD"), jwks::handle);
        router.add(pathOf(Metadata.AUTHORIZE), Set.of("GET"), new AuthorizeEndpoint(settings, clients, codes));
        router.add(pathOf(Metadata.TOKEN), Set.of("POST"), token::handle);
        router.add(pathOf(Metadata.REGISTER), Set.of("POST"), new RegistrationEndpoint(settings, clients));
        router.add(pathOf(Metadata.INTROSPECT), Set.of("POST"), introspection::handle);
        server.createContext("/", router);
        server.setExecutor(threads);
    }

    /** Begins to describe an issuer. */
    public static EmbeddedIssuerBuilder builder() {
        return new EmbeddedIssuerBuilder();
    }

    static EmbeddedIssuer start(
            HttpServer server, Settings settings, Clients clients, Set<DiscoveryForm> forms, List<String> tenants) {
        EmbeddedIssuer issuer = new EmbeddedIssuer(server, settings, clients, forms, tenants);
        server.start();
        return issuer;
    }

    /** Returns the issuer identifier. */
    public String issuer() {
        return settings.issuer();
    }

    /** Returns the port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Returns the address of the key set. */
    public URI jwksUri() {
        return URI.create(settings.url(Metadata.JWKS));
    }

    /** Returns the address of the authorization endpoint. */
    public URI authorizationEndpoint() {
        return URI.create(settings.url(Metadata.AUTHORIZE));
    }

    /** Returns the address of the token endpoint. */
    public URI tokenEndpoint() {
        return URI.create(settings.url(Metadata.TOKEN));
    }

    /** Returns the address of the registration endpoint. */
    public URI registrationEndpoint() {
        return URI.create(settings.url(Metadata.REGISTER));
    }

    /** Returns the address of the introspection endpoint. */
    public URI introspectionEndpoint() {
        return URI.create(settings.url(Metadata.INTROSPECT));
    }

    /** Returns a copy of the metadata it publishes, to be changed and served by {@link Fault#json}. */
    public Map<String, Object> metadata() {
        return Metadata.of(settings);
    }

    /** Makes a token: a valid access token but for what the specification says. */
    public String mint(TokenSpec spec) {
        return tokens.mint(spec);
    }

    /** Returns the key that signs now. */
    public SigningKey signingKey() {
        return keys.signing();
    }

    /** Signs with a new key of the same algorithm from now on, and returns it; the key set keeps the old ones or not. */
    public SigningKey rotateKeys(boolean keepOld) {
        return keys.rotate(keepOld);
    }

    /** Adds a key to the key set, for tokens that name it by {@link TokenSpec#signedWith}. */
    public void publish(SigningKey key) {
        keys.publish(key);
    }

    /** Returns the metadata endpoint, all its forms together; requests for a form switched off count, too. */
    public MonitoredEndpoint discovery() {
        return discovery;
    }

    /** Returns the key set's endpoint. */
    public MonitoredEndpoint jwks() {
        return jwks;
    }

    /** Returns the token endpoint. */
    public MonitoredEndpoint token() {
        return token;
    }

    /** Returns the introspection endpoint. */
    public MonitoredEndpoint introspection() {
        return introspection;
    }

    /** Answers so when it is asked about a token, whatever the token is; of all others it says that they are not active. */
    public void introspectAs(String token, Map<String, ?> answer) {
        answers.about(token, answer);
    }

    /** Closes all connections and stops. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private String pathOf(String endpoint) {
        return URI.create(settings.url(endpoint)).getRawPath();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "issuer");
        thread.setDaemon(true);
        return thread;
    }
}
