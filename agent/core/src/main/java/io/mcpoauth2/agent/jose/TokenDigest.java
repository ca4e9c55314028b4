package io.mcpoauth2.agent.jose;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** SHA-256 of a whole token: what it is remembered by, so that no token is kept (row G4). */
public record TokenDigest(long first, long second, long third, long fourth) {
    public static TokenDigest of(String token) {
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(token.getBytes(StandardCharsets.UTF_8)));
        return new TokenDigest(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }
}
