package io.mcpoauth2.testapps.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A key that signs tokens with one algorithm, and what a key set says about it. */
public final class SigningKey {
    private final Map<String, Object> publicJwk;
    private final PublicKey publicKey;
    private final JwsSigner signer;
    private final PrivateKey privateKey;

    private SigningKey(Map<String, Object> publicJwk, PublicKey publicKey, PrivateKey privateKey, JwsSigner signer) {
        this.publicJwk = publicJwk;
        this.publicKey = publicKey;
        this.privateKey = privateKey;
        this.signer = signer;
    }

    /**
     * Generates a key; its kid is its thumbprint (RFC 7638).
     *
     * @param algorithm RS, PS or ES with 256, 384 or 512, or EdDSA (Ed25519)
     */
    public static SigningKey generate(String algorithm) {
        try {
            KeyPair pair = generator(algorithm).generateKeyPair();
            return of(algorithm, jwk(pair.getPublic()), pair.getPublic(), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("No key for " + algorithm, e);
        }
    }

    /** Makes a key of shared bytes, HS256, HS384 or HS512: what no resource server may ever accept. */
    public static SigningKey symmetric(String algorithm, byte[] secret) {
        OctetSequenceKey jwk = new OctetSequenceKey.Builder(secret).build();
        return new SigningKey(describe(algorithm, jwk), null, null, JwsSigner.hmac(algorithm, secret));
    }

    /** Returns the same key pair, with the same kid, signing and described with another algorithm of its family. */
    public SigningKey as(String algorithm) {
        Map<String, Object> described = new LinkedHashMap<>(publicJwk);
        described.put("alg", algorithm);
        return new SigningKey(described, publicKey, privateKey, JwsSigner.of(algorithm, privateKey));
    }

    /** Returns the same key under another kid. */
    public SigningKey withKid(String kid) {
        Map<String, Object> described = new LinkedHashMap<>(publicJwk);
        described.put("kid", kid);
        return new SigningKey(described, publicKey, privateKey, signer);
    }

    /** Returns the key's name in the key set. */
    public String kid() {
        return (String) publicJwk.get("kid");
    }

    /** Returns the algorithm it signs with. */
    public String algorithm() {
        return (String) publicJwk.get("alg");
    }

    /** Returns the public key; null for a symmetric one. */
    public PublicKey publicKey() {
        return publicKey;
    }

    /** Returns a copy of what the key set says of this key; of a symmetric key that includes the secret. */
    public Map<String, Object> publicJwk() {
        return new LinkedHashMap<>(publicJwk);
    }

    byte[] sign(byte[] input) {
        return signer.sign(input);
    }

    private static SigningKey of(String algorithm, JWK jwk, PublicKey publicKey, PrivateKey privateKey) {
        return new SigningKey(describe(algorithm, jwk), publicKey, privateKey, JwsSigner.of(algorithm, privateKey));
    }

    private static Map<String, Object> describe(String algorithm, JWK jwk) {
        try {
            Map<String, Object> description = new LinkedHashMap<>(jwk.toJSONObject());
            description.put("kid", jwk.computeThumbprint().toString());
            description.put("use", "sig");
            description.put("alg", algorithm);
            return description;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPairGenerator generator(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator;
        switch (algorithm.substring(0, 2)) {
            case "RS", "PS" -> {
                generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
            }
            case "ES" -> {
                generator = KeyPairGenerator.getInstance("EC");
                String bits = algorithm.substring(2);
                generator.initialize(new ECGenParameterSpec("secp" + (bits.equals("512") ? "521" : bits) + "r1"));
            }
            default -> generator = KeyPairGenerator.getInstance("Ed25519");
        }
        return generator;
    }

    private static JWK jwk(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return new RSAKey.Builder(rsa).build();
        }
        if (key instanceof ECPublicKey ec) {
            return new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).build();
        }
        // RFC 8410 §4: the encoding ends with the 32 bytes of the key, which are what RFC 8037 calls x.
        byte[] encoded = key.getEncoded();
        byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).build();
    }
}
