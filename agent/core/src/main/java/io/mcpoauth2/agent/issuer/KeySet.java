package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.jose.VerificationKey;
import java.util.List;
import java.util.Optional;

/**
 * The keys an issuer publishes.
 *
 * @param generation another number for every other content of the same {@link KeySource}; what was decided with one
 *     generation must be decided anew with the next (row G3)
 * @param keys at most five hundred, no two with the same kid
 */
public record KeySet(long generation, List<VerificationKey> keys) {
    public KeySet {
        keys = List.copyOf(keys);
    }

    public Optional<VerificationKey> find(String kid) {
        for (VerificationKey key : keys) {
            if (key.kid().isPresent() && key.kid().get().equals(kid)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }
}
