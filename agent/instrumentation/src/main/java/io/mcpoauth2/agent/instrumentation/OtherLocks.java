package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.telemetry.AgentLog;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells of an application that checks bearer tokens itself, by the classes that do so: a request has to pass both locks, and
 * what the second says to a client is not what the first would have. Changes no class.
 */
final class OtherLocks implements ClassFileTransformer {
    private static final String SPRING = "Spring Security's resource server";

    /** By internal names, what is said of each. */
    private static final Map<String, Lock> LOCKS = Map.of(
            "org/springframework/security/oauth2/server/resource/web/authentication/BearerTokenAuthenticationFilter",
            new Lock(SPRING, ""),
            "org/springframework/security/oauth2/server/resource/web/server/authentication/ServerBearerTokenAuthenticationConverter",
            new Lock(SPRING, ""),
            "org/springaicommunity/mcp/security/server/config/McpServerOAuth2Configurer",
            new Lock("Spring AI's mcp-server-security", ", and it refuses tokens of type at+jwt"),
            "io/quarkus/oidc/runtime/OidcAuthenticationMechanism",
            new Lock("Quarkus OIDC", ""),
            "io/quarkus/smallrye/jwt/runtime/auth/JWTAuthMechanism",
            new Lock("Quarkus' MicroProfile JWT", ""));

    private final AgentLog log;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    OtherLocks(AgentLog log) {
        this.log = log;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        Lock lock = name == null ? null : LOCKS.get(name);
        if (lock != null && said.add(lock.name)) {
            log.warn(lock.name + " checks the tokens of this application, too: a request has to pass both locks"
                    + lock.rules + " (docs/existing-oauth.md)");
        }
        return null;
    }

    /**
     * @param rules of its own, to be told after a comma
     */
    private record Lock(String name, String rules) {}
}
