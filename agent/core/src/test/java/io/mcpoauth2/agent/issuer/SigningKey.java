package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.jose.Base64Url;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/** A key pair of a test's issuer. It signs by the JDK, so that no code under test has a hand in it. */
public final class SigningKey {
    private final String kid;
    private final KeyPair pair;

    private SigningKey(String kid, KeyPair pair) {
        this.kid = kid;
        this.pair = pair;
    }

    public static SigningKey rsa(String kid) {
        return rsa(kid, 2048, 65537);
    }

    static SigningKey rsa(String kid, int bits, long exponent) {
        return generated(kid, "RSA", new RSAKeyGenParameterSpec(bits, BigInteger.valueOf(exponent)));
    }

    /**
     * @param curve such as secp256r1
     */
    public static SigningKey ec(String kid, String curve) {
        return generated(kid, "EC", new ECGenParameterSpec(curve));
    }

    public static SigningKey ed25519(String kid) {
        return generated(kid, "Ed25519", null);
    }

    private static SigningKey generated(String kid, String algorithm, @Nullable AlgorithmParameterSpec parameters) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (parameters != null) {
                generator.initialize(parameters);
            }
            return new SigningKey(kid, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public SigningKey named(String otherKid) {
        return new SigningKey(otherKid, pair);
    }

    public String kid() {
        return kid;
    }

    public PublicKey publicKey() {
        return pair.getPublic();
    }

    /** The public key with its kid. */
    public String jwk(String... moreMembers) {
        return "{" + String.join(",", moreMembers) + (moreMembers.length == 0 ? "" : ",") + "\"kid\":\"" + kid + "\","
                + members() + "}";
    }

    public String jwkWithoutKid() {
        return "{" + members() + "}";
    }

    public static String jwks(String... keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    private String members() {
        if (pair.getPublic() instanceof RSAPublicKey rsa) {
            return "\"kty\":\"RSA\",\"n\":\"" + unsigned(rsa.getModulus(), 0) + "\",\"e\":\""
                    + unsigned(rsa.getPublicExponent(), 0) + "\"";
        }
        if (pair.getPublic() instanceof ECPublicKey ec) {
            int bits = ec.getParams().getCurve().getField().getFieldSize();
            int length = (bits + 7) / 8;
            return "\"kty\":\"EC\",\"crv\":\"P-" + bits + "\",\"x\":\""
                    + unsigned(ec.getW().getAffineX(), length) + "\",\"y\":\""
                    + unsigned(ec.getW().getAffineY(), length) + "\"";
        }
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + Base64Url.encode(raw) + "\"";
    }

    /** Base64url of the number, with leading zeros up to {@code length} bytes. */
    private static String unsigned(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        int skip = signed.length > 1 && signed[0] == 0 ? 1 : 0;
        byte[] padded = new byte[Math.max(length, signed.length - skip)];
        System.arraycopy(signed, skip, padded, padded.length - (signed.length - skip), signed.length - skip);
        return Base64Url.encode(padded);
    }

    /** Signs with PKCS #1 v1.5 and any name of the digest, in hexadecimal, before it. */
    public byte[] signDigestInfo(String prefix, String digest, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.ENCRYPT_MODE, pair.getPrivate());
            cipher.update(HexFormat.of().parseHex(prefix));
            return cipher.doFinal(MessageDigest.getInstance(digest).digest(input));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A signed token of this header and payload, whatever they are. */
    public String token(String algorithm, String header, String payload) {
        String input = Base64Url.encode(header.getBytes(StandardCharsets.UTF_8)) + "."
                + Base64Url.encode(payload.getBytes(StandardCharsets.UTF_8));
        return input + "." + Base64Url.encode(sign(algorithm, input.getBytes(StandardCharsets.US_ASCII)));
    }

    /**
     * @param algorithm a JWS name
     */
    public byte[] sign(String algorithm, byte[] input) {
        String bits = algorithm.substring(2);
        return switch (algorithm.substring(0, 2)) {
            case "RS" -> sign("SHA" + bits + "withRSA", null, input);
            case "PS" -> signPss("SHA-" + bits, "SHA-" + bits, Integer.parseInt(bits) / 8, input);
            case "ES" -> sign("SHA" + bits + "withECDSAinP1363Format", null, input);
            default -> sign("Ed25519", null, input);
        };
    }

    public byte[] signPss(String digest, String maskDigest, int saltLength, byte[] input) {
        return sign(
                "RSASSA-PSS",
                new PSSParameterSpec(
                        digest,
                        "MGF1",
                        new MGF1ParameterSpec(maskDigest),
                        saltLength,
                        PSSParameterSpec.TRAILER_FIELD_BC),
                input);
    }

    private byte[] sign(String jcaName, @Nullable AlgorithmParameterSpec parameters, byte[] input) {
        try {
            Signature signer = Signature.getInstance(jcaName);
            if (parameters != null) {
                signer.setParameter(parameters);
            }
            signer.initSign(pair.getPrivate());
            signer.update(input);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
