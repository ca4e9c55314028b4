package io.mcpoauth2.testapps.issuer;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes the signature of a JWS with the JDK alone, for every algorithm of RFC 7518 §3.1 and Ed25519 (RFC 8037 §3.1). */
@FunctionalInterface
interface JwsSigner {

    byte[] signature(byte[] input) throws GeneralSecurityException;

    default byte[] sign(byte[] input) {
        try {
            return signature(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key does not fit the algorithm", e);
        }
    }

    static JwsSigner of(String algorithm, PrivateKey key) {
        String bits = algorithm.substring(2);
        return switch (algorithm.substring(0, 2)) {
            case "RS" -> input -> asymmetric("SHA" + bits + "withRSA", null, key, input);
            case "PS" -> input -> asymmetric("RSASSA-PSS", pss(Integer.parseInt(bits)), key, input);
            case "ES" -> input -> asymmetric("SHA" + bits + "withECDSAinP1363Format", null, key, input);
            case "Ed" -> input -> asymmetric("Ed25519", null, key, input);
            default -> throw new IllegalArgumentException("No signature algorithm " + algorithm);
        };
    }

    static JwsSigner hmac(String algorithm, byte[] secret) {
        String name = "HmacSHA" + algorithm.substring(2);
        return input -> {
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(secret, name));
            return mac.doFinal(input);
        };
    }

    private static byte[] asymmetric(String name, PSSParameterSpec parameters, PrivateKey key, byte[] input)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(name);
        if (parameters != null) {
            signature.setParameter(parameters);
        }
        signature.initSign(key);
        signature.update(input);
        return signature.sign();
    }

    private static PSSParameterSpec pss(int bits) {
        String hash = "SHA-" + bits;
        return new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), bits / 8, 1);
    }
}
