package io.mcpoauth2.agent.config;

import io.mcpoauth2.agent.telemetry.AgentLog;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that is configured, checked and immutable; docs/configuration.md has a row for each component.
 *
 * @param issuers never empty, no two of one name
 * @param listeners what is made of servers without a door
 * @param resource public URL of the MCP endpoint, without fragment
 * @param allowedOrigins of pages that may call this server from a browser, besides the resource's own
 * @param scopes needed by every protected request, in the order given
 * @param advertising what clients are told of {@code resource} beyond what it asks of them
 * @param resources the endpoints of a server that has several, each with what it asks for; empty for {@code resource} alone
 * @param scopePrefix what clients have to put before them when they ask for one; empty for nothing
 * @param access what callers may do beyond that
 * @param lists what of that callers are shown
 * @param tokenless what is made of requests without credentials
 * @param sessions how sessions are bound to their callers
 * @param users where the application's framework shows the caller as its user
 * @param rsaByProvider whether PKCS #1 signatures are verified by the JVM's security provider
 * @param tokenCacheSize verdicts
 * @param maxTokenSize bytes
 * @param maxTokenAge since {@code iat}; zero for any
 * @param expiryGrace how long the answer to a message may go on after its token has expired
 * @param soleAudience whether a token must be for this server alone
 * @param requireUser whether a token that a client got for itself is refused
 * @param senderConstraints which proofs of possession tokens need
 * @param denyList path of the file of tokens and subjects that are refused
 * @param audit what is written down of decisions and outcomes
 * @param jmx whether counters are exposed
 * @param reportMetadata whether the metadata document is served in report mode, too
 * @param propagation false only to show in a test that lost thread hops are refused
 */
public record Settings(
        List<IssuerSettings> issuers,
        Duration jwksCacheTtl,
        Duration jwksMaxStale,
        Duration jwksCooldown,
        RoutePatterns exemptRoutes,
        RoutePatterns protectedRoutes,
        ListenerSettings listeners,
        URI resource,
        Set<String> allowedOrigins,
        List<String> scopes,
        ResourceSettings.Advertising advertising,
        List<ResourceSettings> resources,
        String scopePrefix,
        List<HandlerSignature> handlers,
        boolean presets,
        AccessSettings access,
        ShownLists lists,
        TokenlessSettings tokenless,
        SessionSettings sessions,
        FrameworkUsers users,
        Mode mode,
        boolean rsaByProvider,
        Duration clockSkew,
        int tokenCacheSize,
        int maxTokenSize,
        Duration maxTokenAge,
        Duration expiryGrace,
        boolean soleAudience,
        boolean requireUser,
        SenderConstraints senderConstraints,
        Optional<String> denyList,
        AuditSettings audit,
        boolean jmx,
        Duration waitForKeys,
        boolean exitOnStartFailure,
        boolean allowHttp,
        AgentLog.Level logLevel,
        boolean reportMetadata,
        boolean propagation) {

    private static final Duration DIAGNOSIS_WAIT = Duration.ofSeconds(20);

    /**
     * The same for an operator who asks what a protected path makes of a token: one is needed everywhere, and keys are
     * waited for.
     */
    public Settings forDiagnosis() {
        return new Settings(
                issuers,
                jwksCacheTtl,
                jwksMaxStale,
                jwksCooldown,
                RoutePatterns.NONE,
                RoutePatterns.ALL,
                listeners,
                resource,
                allowedOrigins,
                scopes,
                advertising,
                resources,
                scopePrefix,
                handlers,
                presets,
                access,
                lists,
                tokenless,
                sessions,
                users,
                Mode.ENFORCE,
                rsaByProvider,
                clockSkew,
                tokenCacheSize,
                maxTokenSize,
                maxTokenAge,
                expiryGrace,
                soleAudience,
                requireUser,
                senderConstraints,
                denyList,
                audit,
                jmx,
                DIAGNOSIS_WAIT,
                exitOnStartFailure,
                allowHttp,
                logLevel,
                reportMetadata,
                propagation);
    }

    /** The MCP endpoints of this server; never empty. */
    public List<ResourceSettings> endpoints() {
        return resources.isEmpty()
                ? List.of(new ResourceSettings(resource, audiences(), scopes, advertising))
                : resources;
    }

    /** The names of all issuers, in the order given. */
    public List<String> issuerNames() {
        List<String> names = new ArrayList<>(issuers.size());
        for (IssuerSettings issuer : issuers) {
            names.add(issuer.name());
        }
        return names;
    }

    /** Where clients are sent to, in the order of the issuers. */
    public List<String> authorizationServers() {
        Set<String> servers = new LinkedHashSet<>();
        for (IssuerSettings issuer : issuers) {
            servers.addAll(issuer.authorizationServers());
        }
        return List.copyOf(servers);
    }

    /** The audiences of all issuers. */
    public Set<String> audiences() {
        Set<String> audiences = new LinkedHashSet<>();
        for (IssuerSettings issuer : issuers) {
            audiences.addAll(issuer.audiences());
        }
        return audiences;
    }

    /** What the agent does with requests. */
    public enum Mode {
        /** Refuses what is not valid. */
        ENFORCE,
        /** Refuses nothing that it can decide, and tells what it would have refused. */
        REPORT,
        /** Does nothing at all: nothing is woven. */
        OFF
    }
}
