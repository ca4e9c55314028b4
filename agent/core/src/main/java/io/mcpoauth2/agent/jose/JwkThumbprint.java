package io.mcpoauth2.agent.jose;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** SHA-256 over the required members of a public JWK, sorted and without white space (RFC 7638 §3, RFC 8037 §2). */
public final class JwkThumbprint {
    private static final int MAX_MEMBER = 4096;

    private JwkThumbprint() {}

    /** The 32 bytes, or empty if the key is of no known type or its members are not what they have to be. */
    public static Optional<byte[]> of(Map<?, ?> jwk) {
        if (!(jwk.get("kty") instanceof String type)) {
            return Optional.empty();
        }
        return switch (type) {
            case "RSA" -> hash(jwk, "e", "kty", "n");
            case "EC" -> hash(jwk, "crv", "kty", "x", "y");
            case "OKP" -> hash(jwk, "crv", "kty", "x");
            default -> Optional.empty();
        };
    }

    private static Optional<byte[]> hash(Map<?, ?> jwk, String... sorted) {
        StringBuilder json = new StringBuilder("{");
        for (String name : sorted) {
            // Values that would have to be escaped are none of a key.
            if (!(jwk.get(name) instanceof String value)
                    || !Base64Url.isAlphabet(value)
                    || value.length() > MAX_MEMBER) {
                return Optional.empty();
            }
            json.append(json.length() == 1 ? "\"" : ",\"")
                    .append(name)
                    .append("\":\"")
                    .append(value)
                    .append('"');
        }
        return Optional.of(Sha256.of(json.append('}').toString().getBytes(StandardCharsets.US_ASCII)));
    }
}
