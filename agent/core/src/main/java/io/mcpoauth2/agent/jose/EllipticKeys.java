package io.mcpoauth2.agent.jose;

import com.nimbusds.jose.crypto.utils.ECChecks;
import com.nimbusds.jose.jwk.Curve;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;

/** Elliptic curve public keys of JWKs (RFC 7518 §6.2.1). */
final class EllipticKeys {
    private EllipticKeys() {}

    /** How many bytes a coordinate has, leading zeros included (RFC 7518 §6.2.1.2). */
    static int length(KeyKind kind) {
        return switch (kind) {
            case P256 -> 32;
            case P384 -> 48;
            case P521 -> 66;
            case RSA, ED25519 -> throw new IllegalArgumentException("no Weierstrass curve: " + kind);
        };
    }

    /**
     * @param x big-endian
     * @param y the same
     */
    static PublicKey publicKey(KeyKind kind, byte[] x, byte[] y) throws UnusableKeyException {
        ECParameterSpec curve = switch (kind) {
            case P256 -> Curve.P_256.toECParameterSpec();
            case P384 -> Curve.P_384.toECParameterSpec();
            case P521 -> Curve.P_521.toECParameterSpec();
            case RSA, ED25519 -> throw new IllegalArgumentException("no Weierstrass curve: " + kind);
        };
        BigInteger prime = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger affineX = new BigInteger(1, x);
        BigInteger affineY = new BigInteger(1, y);
        requireBelow(prime, affineX, "x");
        requireBelow(prime, affineY, "y");
        if (!ECChecks.isPointOnCurve(affineX, affineY, curve)) {
            throw new UnusableKeyException("its x and y are not a point of its curve");
        }
        try {
            return KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(new ECPoint(affineX, affineY), curve));
        } catch (GeneralSecurityException e) {
            throw new UnusableKeyException("the JDK refuses it: " + e.getClass().getSimpleName());
        }
    }

    private static void requireBelow(BigInteger prime, BigInteger coordinate, String name) throws UnusableKeyException {
        if (coordinate.compareTo(prime) >= 0) {
            throw new UnusableKeyException("its " + name + " is not below the prime of its curve");
        }
    }
}
