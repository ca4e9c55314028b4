package io.mcpoauth2.testapps.benchmarks;

import java.nio.file.Path;

/** Finds what the build has made, from the root of the repository unless system properties say otherwise. */
final class Built {
    private static final String SERVERS = "servers.dir";

    private Built() {}

    static Path agent() {
        return Path.of(System.getProperty("agent.jar", "agent/dist/target/mcp-oauth2-agent.jar"));
    }

    /** Tells {@link io.mcpoauth2.testapps.process.ServerKind}, which reads the system property, where the servers are. */
    static void announceServers() {
        if (System.getProperty(SERVERS) == null) {
            System.setProperty(SERVERS, "test-apps/servers");
        }
    }
}
