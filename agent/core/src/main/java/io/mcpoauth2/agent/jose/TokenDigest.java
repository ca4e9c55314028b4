package io.mcpoauth2.agent.jose;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** SHA-256 of a whole token: what it is remembered by, so that no token is kept (row G4). */
public record TokenDigest(long first, long second, long third, long fourth) {
    public static TokenDigest of(String token) {
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(token.getBytes(StandardCharsets.UTF_8)));
        return new TokenDigest(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }

    /** By hand, as a record's own is not compiled into the look-up. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenDigest digest
                && first == digest.first
                && second == digest.second
                && third == digest.third
                && fourth == digest.fourth;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }
}
