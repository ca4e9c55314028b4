package io.mcpoauth2.testapps.issuer;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an {@link EmbeddedIssuer} is started with; everything has a default. */
public final class EmbeddedIssuerBuilder {
    private final List<Client> clients = new ArrayList<>();
    private final List<User> users = new ArrayList<>();
    private final Set<DiscoveryForm> forms = EnumSet.allOf(DiscoveryForm.class);
    private final Set<String> scopes = new LinkedHashSet<>();
    private final List<String> tenants = new ArrayList<>();
    private List<String> defaultAudience = List.of();
    private int port;
    private String path = "";
    private String algorithm = "RS256";
    private String accessTokenType = "at+jwt";
    private Duration tokenLifetime = Duration.ofMinutes(10);
    private boolean refreshTokens;
    private Clock clock = Clock.systemUTC();

    EmbeddedIssuerBuilder() {}

    /** Listens on this port; any free one unless set. */
    public EmbeddedIssuerBuilder port(int newPort) {
        port = newPort;
        return this;
    }

    /** Puts a path into the issuer identifier, {@code /realms/demo} say; none unless set. */
    public EmbeddedIssuerBuilder path(String newPath) {
        path = newPath;
        return this;
    }

    /** Publishes metadata for another path too: an issuer with the same keys and endpoints, as multi-tenant services do. */
    public EmbeddedIssuerBuilder tenant(String tenantPath) {
        tenants.add(tenantPath);
        return this;
    }

    /** Publishes no metadata in this form. */
    public EmbeddedIssuerBuilder withoutDiscovery(DiscoveryForm form) {
        forms.remove(form);
        return this;
    }

    /** Signs with this algorithm; RS256 unless set, see {@link SigningKey#generate}. */
    public EmbeddedIssuerBuilder algorithm(String newAlgorithm) {
        algorithm = newAlgorithm;
        return this;
    }

    /** Puts this {@code typ} into access tokens; {@code at+jwt} (RFC 9068) unless set. */
    public EmbeddedIssuerBuilder accessTokenType(String type) {
        accessTokenType = type;
        return this;
    }

    /** Lets tokens live so long; ten minutes unless set. */
    public EmbeddedIssuerBuilder tokenLifetime(Duration lifetime) {
        tokenLifetime = lifetime;
        return this;
    }

    /** Gives refresh tokens to the clients that may use them; off unless called. */
    public EmbeddedIssuerBuilder refreshTokens() {
        refreshTokens = true;
        return this;
    }

    /** Adds scopes: the metadata lists them, and clients that register themselves may have them. */
    public EmbeddedIssuerBuilder scopes(String... more) {
        scopes.addAll(List.of(more));
        return this;
    }

    /** Makes tokens for this audience when the client names no resource; it has to name one unless set. */
    public EmbeddedIssuerBuilder defaultAudience(String... audience) {
        defaultAudience = List.of(audience);
        return this;
    }

    /** Adds a client; its scopes become known to the issuer. */
    public EmbeddedIssuerBuilder client(Client client) {
        clients.add(client);
        scopes.addAll(client.scopes());
        return this;
    }

    /** Adds a user; the first one is logged in where no {@code login_hint} names another. */
    public EmbeddedIssuerBuilder user(User user) {
        users.add(user);
        return this;
    }

    /** Takes the time from this clock. */
    public EmbeddedIssuerBuilder clock(Clock newClock) {
        clock = newClock;
        return this;
    }

    /** Starts the issuer. */
    public EmbeddedIssuer start() {
        // Else a small response may wait 40 ms for the client's delayed acknowledgement; read with the first server
        // only.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
            String issuer = "http://127.0.0.1:" + server.getAddress().getPort() + path;
            return EmbeddedIssuer.start(server, settings(issuer), new Clients(clients), forms, List.copyOf(tenants));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + port, e);
        }
    }

    private Settings settings(String issuer) {
        return new Settings(
                issuer,
                algorithm,
                accessTokenType,
                tokenLifetime,
                refreshTokens,
                Set.copyOf(scopes),
                defaultAudience,
                List.copyOf(users),
                clock);
    }
}
