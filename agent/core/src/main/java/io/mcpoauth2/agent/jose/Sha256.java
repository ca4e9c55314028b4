package io.mcpoauth2.agent.jose;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest of tokens, keys and certificates; every Java platform has it. */
public final class Sha256 {
    /** Never used itself: a copy costs less than a look at the providers. */
    private static final MessageDigest PRISTINE = newDigest();

    private Sha256() {}

    public static byte[] of(byte[] bytes) {
        return fresh().digest(bytes);
    }

    private static MessageDigest fresh() {
        try {
            return (MessageDigest) PRISTINE.clone();
        } catch (CloneNotSupportedException e) {
            return newDigest(); // A provider need not offer it.
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
