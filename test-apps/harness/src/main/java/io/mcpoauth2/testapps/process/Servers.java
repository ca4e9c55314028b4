package io.mcpoauth2.testapps.process;

import io.mcpoauth2.testapps.harness.TlsKeys;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One issuer and the servers that trust it, for all classes of a test run; {@link ServersExtension} hands it out.
 *
 * <p>Starting a server costs a second or more: what changes nothing uses {@link #shared}, and counts executions before
 * and after instead of expecting a number.
 */
public final class Servers implements AutoCloseable {
    /** The audience and resource of every server, whatever port it listens on. */
    public static final String AUDIENCE = "https://mcp.example.com/mcp";

    /** Where challenges point (RFC 9728 §3.1). */
    public static final String METADATA_URL = "https://mcp.example.com/.well-known/oauth-protected-resource/mcp";

    private final EmbeddedIssuer issuer =
            EmbeddedIssuer.builder().defaultAudience(AUDIENCE).start();
    /** Each takes 200 MB. One that is asked for again starts again. */
    private static final int MOST_SHARED = 40;

    private final Map<ServerSpec, TestServer> shared = new LinkedHashMap<>(64, 0.75f, true);
    private TlsKeys tlsKeys;

    Servers() {}

    /** Returns the issuer that servers trust unless their settings say otherwise; tests do not change it. */
    public EmbeddedIssuer issuer() {
        return issuer;
    }

    /** Returns a server that other tests use too; it is not to be closed. The one that was not used longest may end. */
    public synchronized TestServer shared(ServerSpec spec) {
        TestServer known = shared.get(spec);
        if (known == null) {
            if (shared.size() == MOST_SHARED) {
                shared.remove(shared.keySet().iterator().next()).close();
            }
            known = start(spec);
            shared.put(spec, known);
        }
        return known;
    }

    /** Starts a server for the caller alone, who closes it. */
    public TestServer start(ServerSpec spec) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("issuer", issuer.issuer());
        settings.put("audience", AUDIENCE);
        settings.put("allow_http", "true");
        return new TestServer(spec, spec.process(settings, this::tlsKeys).start());
    }

    /**
     * Starts a server for the caller alone, who closes it.
     *
     * @param settings a file in the place of those that every test has, but for {@code allow_http}
     */
    public TestServer start(ServerSpec spec, Path settings) {
        Map<String, String> arguments = Map.of("config_file", settings.toString(), "allow_http", "true");
        return new TestServer(spec, spec.process(arguments, this::tlsKeys).start());
    }

    /** Returns the keys of all servers that speak TLS, and of their clients. */
    public synchronized TlsKeys tlsKeys() {
        if (tlsKeys == null) {
            tlsKeys = TlsKeys.generate();
        }
        return tlsKeys;
    }

    /** Mints a valid token. */
    public String token(String subject, String... scopes) {
        TokenSpec spec = TokenSpec.valid().subject(subject);
        return issuer.mint(scopes.length == 0 ? spec : spec.scopes(scopes));
    }

    /** Mints a valid token and returns the header line that brings it. */
    public String bearer(String subject, String... scopes) {
        return "Authorization: Bearer " + token(subject, scopes);
    }

    @Override
    public synchronized void close() {
        shared.values().forEach(TestServer::close);
        issuer.close();
        if (tlsKeys != null) {
            tlsKeys.close();
        }
    }
}
