package io.mcpoauth2.testapps.interop;

import io.mcpoauth2.testapps.process.Servers;
import java.util.HashMap;
import java.util.Map;

/** The identity providers of a test run, each started by the first test that needs it; {@link ProvidersExtension} hands it out. */
final class Providers implements AutoCloseable {
    private final Map<Integer, Keycloak> keycloaks = new HashMap<>();
    private final Map<Integer, Realm> realms = new HashMap<>();
    private final Map<Integer, SpringServer> springServers = new HashMap<>();
    private OidcProvider oidcProvider;

    /** Returns the Keycloak that runs on the JDK of a feature release. */
    synchronized Keycloak keycloak(int jdk) {
        return keycloaks.computeIfAbsent(jdk, Keycloak::start);
    }

    /** Returns a realm of that Keycloak that no test changes. */
    synchronized Realm realm(int jdk) {
        return realms.computeIfAbsent(jdk, release -> keycloak(release).importRealm("interop"));
    }

    /** Returns an oidc-provider that no test restarts. */
    synchronized OidcProvider oidcProvider() {
        if (oidcProvider == null) {
            oidcProvider = OidcProvider.start();
        }
        return oidcProvider;
    }

    /** Returns the Spring Authorization Server beside an MCP server that runs on the JDK of a feature release. */
    synchronized SpringServer springServer(int jdk, Servers servers) {
        return springServers.computeIfAbsent(jdk, release -> SpringServer.start(release, servers));
    }

    @Override
    public synchronized void close() {
        keycloaks.values().forEach(Keycloak::close);
        springServers.values().forEach(SpringServer::close);
        if (oidcProvider != null) {
            oidcProvider.close();
        }
    }
}
