package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.jose.Base64Url;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a token is bound to ({@code cnf}, RFC 7800 §3.1): whoever stole it must not be able to use it (row H1). */
public sealed interface Confirmation {
    /**
     * A key that signs DPoP proofs (RFC 9449 §6.1).
     *
     * @param thumbprint {@code jkt}, SHA-256 in base64url
     */
    record ProofKey(String thumbprint) implements Confirmation {}

    /**
     * A client's certificate (RFC 8705 §3.1).
     *
     * @param thumbprint {@code x5t#S256}, SHA-256 in base64url
     */
    record Certificate(String thumbprint) implements Confirmation {}

    /**
     * The binding, or empty if the claim is anything but exactly one of those that are known. Members that are not known do
     * not count (RFC 7800 §3.1): Keycloak has one of its own.
     */
    static Optional<Confirmation> of(@Nullable Object claim) {
        if (!(claim instanceof Map<?, ?> members) || (members.containsKey("jkt") && members.containsKey("x5t#S256"))) {
            return Optional.empty();
        }
        if (members.get("jkt") instanceof String thumbprint && isSha256(thumbprint)) {
            return Optional.of(new ProofKey(thumbprint));
        }
        if (members.get("x5t#S256") instanceof String thumbprint && isSha256(thumbprint)) {
            return Optional.of(new Certificate(thumbprint));
        }
        return Optional.empty();
    }

    private static boolean isSha256(String text) {
        return Base64Url.decode(text).filter(bytes -> bytes.length == 32).isPresent();
    }
}
