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

    static PublicKey publicKey(KeyKind kind, byte[] x, byte[] y) throws UnusableKeyException {
        ECParameterSpec curve = switch (kind) {
            case P256 -> Curve.P_256.toECParameterSpec();
            case P384 -> Curve.P_384.toECParameterSpec();
            case P521 -> Curve.P_521.toECParameterSpec();
            case RSA, ED25519 -> throw new IllegalArgumentException("no Weierstrass curve: " + kind);
        };
        BigInteger prime = ((ECFieldFp) curve.getCurve().getField()).getP();
        int length = (prime.bitLength() + 7) / 8;
        BigInteger affineX = new BigInteger(1, x);
        BigInteger affineY = new BigInteger(1, y);
        // RFC 7518 §6.2.1.2: the full length, leading zeros included.
        if (x.length != length
                || y.length != length
                || affineX.compareTo(prime) >= 0
                || affineY.compareTo(prime) >= 0
                || !ECChecks.isPointOnCurve(affineX, affineY, curve)) {
            throw new UnusableKeyException("x and y are not a point of its curve");
        }
        try {
            return KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(new ECPoint(affineX, affineY), curve));
        } catch (GeneralSecurityException e) {
            throw new UnusableKeyException("the JDK refuses it: " + e.getClass().getSimpleName());
        }
    }
}
