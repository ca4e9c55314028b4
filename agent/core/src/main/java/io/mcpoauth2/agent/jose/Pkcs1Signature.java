package io.mcpoauth2.agent.jose;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * RSASSA-PKCS1-v1_5 as RFC 8017 §8.2.2 verifies it: the signature must be that of the one block there is for a message
 * (row A16).
 *
 * <p>Not by the JDK, which also accepts a DigestInfo whose parameters lack the NULL: telling that apart afterwards would take
 * the exponentiation a second time. Nothing is parsed, so no freedom is left for a forger: never compare less than all.
 */
final class Pkcs1Signature {
    /** DigestInfo up to the digest, RFC 8017 §9.2 note 1. */
    private static final byte[] SHA256 = HexFormat.of().parseHex("3031300d060960864801650304020105000420");

    private static final byte[] SHA384 = HexFormat.of().parseHex("3041300d060960864801650304020205000430");
    private static final byte[] SHA512 = HexFormat.of().parseHex("3051300d060960864801650304020305000440");

    private Pkcs1Signature() {}

    /**
     * @param algorithm RS256, RS384 or RS512
     * @param key of at least 2048 bits
     */
    static boolean verify(JwsAlgorithm algorithm, RSAPublicKey key, byte[] message, byte[] signature) {
        BigInteger modulus = key.getModulus();
        int length = (modulus.bitLength() + 7) / 8;
        BigInteger number = new BigInteger(1, signature);
        if (signature.length != length || number.compareTo(modulus) >= 0) {
            return false;
        }
        BigInteger block = number.modPow(key.getPublicExponent(), modulus);
        return block.equals(new BigInteger(1, block(algorithm, message, length)));
    }

    /** 00 01 FF … FF 00, the digest's name, the digest. */
    private static byte[] block(JwsAlgorithm algorithm, byte[] message, int length) {
        byte[] prefix = prefix(algorithm);
        byte[] digest = digest(algorithm, message);
        byte[] block = new byte[length];
        int start = length - prefix.length - digest.length;
        block[1] = 1;
        Arrays.fill(block, 2, start - 1, (byte) 0xFF);
        System.arraycopy(prefix, 0, block, start, prefix.length);
        System.arraycopy(digest, 0, block, start + prefix.length, digest.length);
        return block;
    }

    private static byte[] prefix(JwsAlgorithm algorithm) {
        return switch (algorithm) {
            case RS256 -> SHA256;
            case RS384 -> SHA384;
            case RS512 -> SHA512;
            default -> throw new IllegalArgumentException("not a PKCS #1 v1.5 algorithm");
        };
    }

    private static byte[] digest(JwsAlgorithm algorithm, byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-" + algorithm.name().substring(2))
                    .digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-2", e);
        }
    }
}
