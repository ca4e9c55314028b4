package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.jose.VerificationKey;
import org.jspecify.annotations.Nullable;

/**
 * Whether a key is still published by its issuer, as far as is known.
 *
 * <p>A verdict stands on its key and not on the key set: one that is enlarged or listed in another order throws none away.
 */
final class KeyGrounds implements Grounds {
    private final KeySource source;
    private final VerificationKey key;
    /** The last set that had the key. */
    private volatile @Nullable KeySet seen;

    KeyGrounds(KeySource source, VerificationKey key) {
        this.source = source;
        this.key = key;
    }

    /** Starts a fetch if one is due. */
    @Override
    @SuppressWarnings("ReferenceEquality") // A shortcut; an equal set is looked at.
    public State look() {
        Keys keys = source.now();
        if (keys == null) {
            return State.UNKNOWN;
        }
        if (!(keys instanceof Keys.Ready ready)) {
            return State.GONE;
        }
        if (ready.set() != seen) {
            if (!ready.set().keys().contains(key)) {
                return State.GONE;
            }
            seen = ready.set();
        }
        return State.STAND;
    }
}
