package io.mcpoauth2.agent.config;

import io.mcpoauth2.agent.telemetry.AgentLog;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that is configured, checked and immutable; docs/configuration.md has a row for each component.
 *
 * @param issuers never empty, byte for byte as given
 * @param audiences never empty
 * @param clientId this server's own client id, no evidence that a token is for it
 * @param jwksUri key set, skips discovery; only with a single issuer
 * @param resource public URL of the MCP endpoint, without fragment
 * @param scopes needed by every protected request, in the order given
 * @param rolesClaims claim paths, tried in order; a dot descends into an object
 * @param algorithms JWS names; Ed25519 stands for both its names
 * @param tokenTypes accepted {@code typ} values in lower case without "application/"; "none" accepts a missing one
 * @param tokenCacheSize verdicts
 * @param maxTokenSize bytes
 * @param propagation false only to show in a test that lost thread hops are refused
 */
public record Settings(
        List<String> issuers,
        Set<String> audiences,
        Optional<String> clientId,
        Optional<URI> jwksUri,
        Duration jwksCacheTtl,
        Duration jwksMaxStale,
        Duration jwksCooldown,
        RoutePatterns exemptRoutes,
        RoutePatterns protectedRoutes,
        URI resource,
        List<String> scopes,
        List<HandlerSignature> handlers,
        List<String> rolesClaims,
        Mode mode,
        Set<String> algorithms,
        Duration clockSkew,
        Set<String> tokenTypes,
        int tokenCacheSize,
        int maxTokenSize,
        Duration waitForKeys,
        boolean exitOnStartFailure,
        boolean allowHttp,
        AgentLog.Level logLevel,
        boolean propagation) {

    /** What the agent does with requests. */
    public enum Mode {
        /** Refuses what is not valid. */
        ENFORCE,
        /** Does nothing at all: nothing is woven. */
        OFF
    }
}
