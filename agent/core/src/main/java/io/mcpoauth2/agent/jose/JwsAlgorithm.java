package io.mcpoauth2.agent.jose;

import java.util.List;
import java.util.Optional;

/**
 * The signature algorithms there are for this agent; asymmetric only (rows A1, A2, A3).
 *
 * <p>Never add one with a shared secret: the keys of an issuer are public.
 */
public enum JwsAlgorithm {
    RS256(KeyKind.RSA),
    RS384(KeyKind.RSA),
    RS512(KeyKind.RSA),
    PS256(KeyKind.RSA),
    PS384(KeyKind.RSA),
    PS512(KeyKind.RSA),
    ES256(KeyKind.P256),
    ES384(KeyKind.P384),
    ES512(KeyKind.P521),
    /** {@code EdDSA} of RFC 8037 with this curve, and {@code Ed25519} of RFC 9864. */
    ED25519(KeyKind.ED25519);

    /** All names that {@link #of} knows, those first that are best for new keys. */
    public static final List<String> NAMES = List.of(
            "ES256", "EdDSA", "Ed25519", "PS256", "RS256", "ES384", "ES512", "PS384", "PS512", "RS384", "RS512");

    private final KeyKind keyKind;

    JwsAlgorithm(KeyKind keyKind) {
        this.keyKind = keyKind;
    }

    /** The algorithm of that exact name; names are case-sensitive (RFC 7515 §4.1.1). */
    public static Optional<JwsAlgorithm> of(String name) {
        return switch (name) {
            case "RS256" -> Optional.of(RS256);
            case "RS384" -> Optional.of(RS384);
            case "RS512" -> Optional.of(RS512);
            case "PS256" -> Optional.of(PS256);
            case "PS384" -> Optional.of(PS384);
            case "PS512" -> Optional.of(PS512);
            case "ES256" -> Optional.of(ES256);
            case "ES384" -> Optional.of(ES384);
            case "ES512" -> Optional.of(ES512);
            case "EdDSA", "Ed25519" -> Optional.of(ED25519);
            default -> Optional.empty();
        };
    }

    public KeyKind keyKind() {
        return keyKind;
    }
}
