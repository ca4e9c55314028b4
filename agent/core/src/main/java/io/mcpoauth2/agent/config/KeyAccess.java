package io.mcpoauth2.agent.config;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * The way to the keys of one issuer, beyond its own metadata.
 *
 * @param jwksUri the key set's address, skips discovery
 * @param jwksFile path of the key set itself; nothing is fetched then
 * @param bearerFile path of a file whose content is sent as bearer token, to {@code jwksUri} and to the issuer's own origin
 * @param caFile path of the certificates that count for this issuer instead of the JVM's
 * @param httpHosts names of hosts that may be asked by http besides this machine
 */
public record KeyAccess(
        Optional<URI> jwksUri,
        Optional<String> jwksFile,
        Optional<String> bearerFile,
        Optional<String> caFile,
        Set<String> httpHosts) {
    /** Longest bearer file, in bytes. */
    public static final int MAX_BEARER = 16 * 1024;
    /** Longest file of certificates, in bytes. */
    public static final int MAX_CERTIFICATES = 1024 * 1024;
}
