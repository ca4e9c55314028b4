package io.mcpoauth2.testapps.process.kit;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** An RSA key of the issuer's set that signs whatever it is given, also with paddings that no issuer would make. */
final class RsaForge {
    /** DigestInfo of SHA-256 up to the digest (RFC 8017 §9.2), and the same without the NULL of its parameters. */
    static final String SHA256 = "3031300d060960864801650304020105000420";

    static final String SHA256_WITHOUT_NULL = "302f300b06096086480165030402010420";

    private final String kid;
    private final RSAPublicKey publicKey;
    private final RSAPrivateKey privateKey;

    private RsaForge(String kid, KeyPair pair) {
        this.kid = kid;
        this.publicKey = (RSAPublicKey) pair.getPublic();
        this.privateKey = (RSAPrivateKey) pair.getPrivate();
    }

    static RsaForge generate(String kid, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return new RsaForge(kid, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    BigInteger modulus() {
        return publicKey.getModulus();
    }

    /** Describes the public key without an algorithm. */
    Map<String, Object> jwk() {
        Map<String, Object> jwk = new LinkedHashMap<>();
        jwk.put("kty", "RSA");
        jwk.put("kid", kid);
        jwk.put("n", Base64Url.encode(publicKey.getModulus()));
        jwk.put("e", Base64Url.encode(publicKey.getPublicExponent()));
        return jwk;
    }

    /** Describes the private key. */
    Map<String, Object> privateJwk() {
        Map<String, Object> jwk = jwk();
        jwk.put("d", Base64Url.encode(privateKey.getPrivateExponent()));
        return jwk;
    }

    /** Makes the header of a token of this key. */
    String header(String algorithm) {
        return "{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\",\"kid\":\"" + kid + "\"}";
    }

    /** Makes a token of any bytes, signed as RS256. */
    String rs256(byte[] header, byte[] payload) {
        return token(header, payload, input -> signature("SHA256withRSA", null, input));
    }

    /** Makes a token signed with PKCS #1 v1.5 and this hash, 256, 384 or 512. */
    String pkcs1(int hash, String payload) {
        return pkcs1("RS" + hash, hash, payload);
    }

    /** Makes such a token whose header names any algorithm. */
    String pkcs1(String algorithm, int hash, String payload) {
        return token(algorithm, payload, input -> signature("SHA" + hash + "withRSA", null, input));
    }

    /** Makes a PSS token; its header may name any algorithm. */
    String pss(String algorithm, int hash, String payload, MGF1ParameterSpec mask, int saltLength) {
        PSSParameterSpec parameters = new PSSParameterSpec("SHA-" + hash, "MGF1", mask, saltLength, 1);
        return token(algorithm, payload, input -> signature("RSASSA-PSS", parameters, input));
    }

    /** Makes an RS256 token whose signature has this block type, so many octets FF, and then what is given. */
    String padded(int blockType, int fill, String digestInfo, byte[] behind, String payload) {
        return token("RS256", payload, input -> {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(input);
            byte[] info = HexFormat.of().parseHex(digestInfo);
            ByteBuffer block = ByteBuffer.allocate((modulus().bitLength() + 7) / 8);
            block.put((byte) 0).put((byte) blockType);
            for (int i = 0; i < fill; i++) {
                block.put((byte) 0xFF);
            }
            block.put((byte) 0).put(info).put(digest).put(behind);
            BigInteger signature = new BigInteger(1, block.array()).modPow(privateKey.getPrivateExponent(), modulus());
            return Base64Url.unsigned(signature, block.capacity());
        });
    }

    /** Returns how many octets FF fill a block with this behind them. */
    int fill(String digestInfo) {
        return (modulus().bitLength() + 7) / 8 - 3 - digestInfo.length() / 2 - 32;
    }

    /** Makes an RS256 token with this number for a signature. */
    String withSignature(String payload, BigInteger signature, int length) {
        return token("RS256", payload, input -> Base64Url.unsigned(signature, length));
    }

    private String token(String algorithm, String payload, Signing signing) {
        return token(
                header(algorithm).getBytes(StandardCharsets.UTF_8), payload.getBytes(StandardCharsets.UTF_8), signing);
    }

    private static String token(byte[] header, byte[] payload, Signing signing) {
        String input = Base64Url.encode(header) + '.' + Base64Url.encode(payload);
        try {
            return input + '.' + Base64Url.encode(signing.sign(input.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] signature(String name, PSSParameterSpec parameters, byte[] input) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(name);
        if (parameters != null) {
            signature.setParameter(parameters);
        }
        signature.initSign(privateKey);
        signature.update(input);
        return signature.sign();
    }

    @FunctionalInterface
    private interface Signing {
        byte[] sign(byte[] input) throws GeneralSecurityException;
    }
}
