package io.mcpoauth2.agent.jose;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/** Ed25519 public keys of JWKs (RFC 8037 §2), by the JDK alone: nimbus would need Tink. */
final class Ed25519Keys {
    private static final int LENGTH = 32;
    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    /** Of the points of order 8; those of order 1, 2 and 4 have 1, -1 and 0. */
    private static final BigInteger ORDER_8_Y =
            new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16);

    private Ed25519Keys() {}

    static PublicKey publicKey(byte[] encoded) throws UnusableKeyException {
        if (encoded.length != LENGTH) {
            throw new UnusableKeyException("its x has not " + LENGTH + " bytes");
        }
        byte[] bigEndian = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            bigEndian[i] = encoded[LENGTH - 1 - i];
        }
        boolean xOdd = bigEndian[0] < 0;
        bigEndian[0] &= 0x7F;
        BigInteger y = new BigInteger(1, bigEndian);
        if (y.compareTo(PRIME) >= 0 || isOfSmallOrder(y)) {
            throw new UnusableKeyException("its x is no point, or one of small order");
        }
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519")
                    .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(xOdd, y)));
            // Only here does the JDK look whether there is such a point.
            Signature.getInstance("Ed25519").initVerify(key);
            return key;
        } catch (GeneralSecurityException e) {
            throw new UnusableKeyException("the JDK refuses it: " + e.getClass().getSimpleName());
        }
    }

    /** With such a key one signature fits many messages (row A17). */
    private static boolean isOfSmallOrder(BigInteger y) {
        return y.signum() == 0
                || y.equals(BigInteger.ONE)
                || y.equals(PRIME.subtract(BigInteger.ONE))
                || y.equals(ORDER_8_Y)
                || y.equals(PRIME.subtract(ORDER_8_Y));
    }
}
