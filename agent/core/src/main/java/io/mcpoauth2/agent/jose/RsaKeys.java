package io.mcpoauth2.agent.jose;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;

/** RSA public keys of JWKs (RFC 7518 §6.3.1). */
final class RsaKeys {
    private static final int MIN_BITS = 2048;
    private static final int MAX_BITS = 16384;
    private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(65537);
    private static final int MAX_EXPONENT_BITS = 64;

    private RsaKeys() {}

    static PublicKey publicKey(byte[] n, byte[] e) throws UnusableKeyException {
        BigInteger modulus = new BigInteger(1, n);
        BigInteger exponent = new BigInteger(1, e);
        // RFC 7518 §3.3 demands the lower bound; the upper one bounds the work of a verification.
        if (modulus.bitLength() < MIN_BITS || modulus.bitLength() > MAX_BITS) {
            throw new UnusableKeyException("its modulus (n) has not " + MIN_BITS + " to " + MAX_BITS + " bits");
        }
        // FIPS 186-5 A.1.1: odd, above 2^16. With 1 every message is its own signature.
        if (exponent.compareTo(MIN_EXPONENT) < 0
                || exponent.bitLength() > MAX_EXPONENT_BITS
                || !exponent.testBit(0)
                || !modulus.testBit(0)) {
            throw new UnusableKeyException(
                    "its modulus (n) is even, or its exponent (e) even, below 65537 or too large");
        }
        if (RocaFingerprint.matches(modulus)) {
            throw new UnusableKeyException("its modulus (n) comes from a broken generator (CVE-2017-15361)");
        }
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
        } catch (GeneralSecurityException ex) {
            throw new UnusableKeyException(
                    "the JDK refuses it: " + ex.getClass().getSimpleName());
        }
    }
}
