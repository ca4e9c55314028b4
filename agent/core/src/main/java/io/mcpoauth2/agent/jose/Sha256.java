package io.mcpoauth2.agent.jose;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest of tokens, keys and certificates; every Java platform has it. */
public final class Sha256 {
    private Sha256() {}

    public static byte[] of(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
