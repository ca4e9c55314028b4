package io.mcpoauth2.agent.token;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Gives equal values the same object, as far as it remembers: what tokens of one issuer have in common is kept once.
 *
 * <p>Bounded: a value takes the place of the one that was there before. Never asked about tokens that are not valid.
 */
final class Interner {
    private static final int SIZE = 1024;

    private final AtomicReferenceArray<Object> values = new AtomicReferenceArray<>(SIZE);

    /** The value itself, or an equal one of the same class that came before. */
    <T> T canonical(T value) {
        int hash = value.hashCode();
        int index = (hash ^ (hash >>> 16)) & (SIZE - 1);
        Object known = values.getAcquire(index);
        if (known != null && known.getClass() == value.getClass() && known.equals(value)) {
            @SuppressWarnings("unchecked") // Of the same class.
            T same = (T) known;
            return same;
        }
        values.setRelease(index, value);
        return value;
    }
}
