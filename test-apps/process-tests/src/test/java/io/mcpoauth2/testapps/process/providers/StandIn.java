package io.mcpoauth2.testapps.process.providers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpoauth2.testapps.issuer.Client;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuerBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * An issuer on this machine in the place of a documented one: with the same path, tenants and client of the agent.
 *
 * <p>One that is no address, but a name, keeps it.
 */
final class StandIn implements AutoCloseable {
    /** A tenant that every issuer with tenants has, and that no settings name. */
    static final String FOREIGN_TENANT = "ccccdddd-2222-eeee-3333-ffff4444aaaa";

    private static final String TEMPLATE = "{tenantid}";

    private static final String HTTPS = "https://";

    private final String documented;
    private final String path;
    private final EmbeddedIssuer issuer;

    private StandIn(String documented, String path, EmbeddedIssuer issuer) {
        this.documented = documented;
        this.path = path;
        this.issuer = issuer;
    }

    /**
     * Starts it.
     *
     * @param settings those that tell the agent of the issuer
     */
    static StandIn of(JsonNode settings) {
        String documented = settings.path("issuer").textValue();
        int end = documented.indexOf('/', HTTPS.length());
        String path = end < 0 ? "" : documented.substring(end);
        EmbeddedIssuerBuilder builder = EmbeddedIssuer.builder();
        if (path.contains(TEMPLATE)) {
            List<String> tenants = new ArrayList<>();
            settings.path("tenants").forEach(tenant -> tenants.add(tenant.textValue()));
            tenants.add(FOREIGN_TENANT);
            tenants.forEach(tenant -> builder.tenant(path.replace(TEMPLATE, tenant)));
            builder.path(path.replace(TEMPLATE, tenants.get(0)));
        } else {
            builder.path(path);
        }
        if (settings.has("client_secret")) {
            builder.client(Client.service(
                    settings.path("client_id").textValue(),
                    settings.path("client_secret").textValue()));
        }
        return new StandIn(documented, path, builder.start());
    }

    /** Has the settings of the documented issuer mean this one. */
    void replaceIn(ObjectNode settings) {
        settings.put("issuer", setting());
        if (settings.has("jwks_uri")) {
            settings.put("jwks_uri", issuer.jwksUri().toString());
        }
        if (settings.has("introspection_uri")) {
            settings.put("introspection_uri", issuer.introspectionEndpoint().toString());
        }
        NamedFiles.replaceIn(settings);
    }

    /** What the setting {@code issuer} has to be for it. */
    String setting() {
        return documented.startsWith(HTTPS) ? origin() + path : documented;
    }

    /** A text of the agent as it would be with the documented issuer. */
    String asDocumented(String text) {
        int end = documented.indexOf('/', HTTPS.length());
        return text.replace(origin(), end < 0 ? documented : documented.substring(0, end));
    }

    /** Issues a token, and answers about it from now on. */
    String issue(Written token) {
        String text = token.isOpaque() ? UUID.randomUUID().toString() : issuer.mint(token.spec(this));
        if (!token.answer().isEmpty()) {
            issuer.introspectAs(text, Json.object(fill(token.answer())));
        }
        return text;
    }

    /** Puts in what a text of {@link Written} leaves open. */
    String fill(String text) {
        Instant now = Instant.now();
        return text.replace("$issuer", documented.startsWith(HTTPS) ? issuer.issuer() : documented)
                .replace("$origin", origin())
                .replace("$kid", issuer.signingKey().kid())
                .replace("$unique", UUID.randomUUID().toString())
                .replace("$now", Long.toString(now.getEpochSecond()))
                .replace("$later", Long.toString(now.plusSeconds(600).getEpochSecond()));
    }

    /** Whether anybody asked it who the issuer of that tenant is. */
    boolean wasAskedAbout(String tenant) {
        return issuer.discovery().paths().stream().anyMatch(asked -> asked.contains(tenant));
    }

    /** How often it was asked for its keys. */
    int keySetRequests() {
        return issuer.jwks().requests();
    }

    private String origin() {
        return "http://127.0.0.1:" + issuer.port();
    }

    @Override
    public void close() {
        issuer.close();
    }
}
