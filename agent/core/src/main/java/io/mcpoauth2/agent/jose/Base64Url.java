package io.mcpoauth2.agent.jose;

import java.util.Base64;
import java.util.Optional;

/**
 * Base64url as RFC 7515 §2 means it: no padding, no white space, and one spelling for one value (row A11).
 *
 * <p>The JDK's decoder alone would accept padding and stray bits behind the last byte, so that one token had several
 * spellings.
 */
public final class Base64Url {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Base64Url() {}

    /** The bytes, or empty if {@code text} is not their canonical spelling. */
    public static Optional<byte[]> decode(String text) {
        if (!isCanonicalEnd(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether every character is one of base64url's. */
    static boolean isAlphabet(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (ALPHABET.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCanonicalEnd(String text) {
        int unusedBits = switch (text.length() % 4) {
            case 0 -> 0;
            case 2 -> 4;
            case 3 -> 2;
            default -> -1;
        };
        if (unusedBits < 0) {
            return false;
        }
        if (text.isEmpty()) {
            return true;
        }
        int last = ALPHABET.indexOf(text.charAt(text.length() - 1));
        return last >= 0 && (last & ((1 << unusedBits) - 1)) == 0;
    }
}
