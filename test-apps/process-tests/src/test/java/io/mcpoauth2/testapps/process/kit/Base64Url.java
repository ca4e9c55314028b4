package io.mcpoauth2.testapps.process.kit;

import java.math.BigInteger;
import java.util.Base64;

/** Base64url without padding, and numbers in it as key sets write them (RFC 7518 §2). */
final class Base64Url {
    private Base64Url() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String encode(BigInteger number) {
        return encode(unsigned(number, (number.bitLength() + 7) / 8));
    }

    static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    /** Big-endian, in exactly this many bytes. */
    static byte[] unsigned(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[length];
        int skipped = Math.max(0, signed.length - length);
        System.arraycopy(signed, skipped, bytes, length - signed.length + skipped, signed.length - skipped);
        return bytes;
    }
}
