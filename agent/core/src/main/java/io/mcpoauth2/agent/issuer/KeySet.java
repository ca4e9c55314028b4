package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.jose.VerificationKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The keys an issuer publishes.
 *
 * @param generation another number for every other content of the same {@link KeySource}
 * @param keys at most five hundred, no two alike
 */
public record KeySet(long generation, List<VerificationKey> keys) {
    public KeySet {
        keys = List.copyOf(keys);
    }

    /** Whether the issuer publishes the same keys in another order at most. */
    boolean hasSameKeysAs(List<VerificationKey> others) {
        return new HashSet<>(keys).equals(new HashSet<>(others));
    }

    /** The keys of that kid: several where the issuer uses it for several algorithms, or by mistake. */
    public List<VerificationKey> named(String kid) {
        List<VerificationKey> named = new ArrayList<>();
        for (VerificationKey key : keys) {
            if (key.kid().isPresent() && key.kid().get().equals(kid)) {
                named.add(key);
            }
        }
        return named;
    }
}
