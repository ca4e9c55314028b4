package io.mcpoauth2.agent.jose;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Whether an RSA signature holds the one block that EMSA-PKCS1-v1_5 allows (RFC 8017 §9.2, row A16).
 *
 * <p>The JDK also accepts a DigestInfo whose parameters lack the NULL. Only asked after the JDK has verified the signature:
 * this is one more condition and never the only one.
 */
final class Pkcs1Encoding {
    private Pkcs1Encoding() {}

    /**
     * @param algorithm RS256, RS384 or RS512
     */
    static boolean isExact(JwsAlgorithm algorithm, RSAPublicKey key, byte[] signingInput, byte[] signature) {
        BigInteger block = new BigInteger(1, signature).modPow(key.getPublicExponent(), key.getModulus());
        return block.equals(new BigInteger(1, block(algorithm, signingInput, signature.length)));
    }

    /** 00 01 FF … FF 00, the digest's name, the digest; as long as the signature, which the JDK has found to be right. */
    private static byte[] block(JwsAlgorithm algorithm, byte[] signingInput, int length) {
        byte[] prefix = prefix(algorithm);
        byte[] digest = digest(algorithm, signingInput);
        byte[] block = new byte[length];
        int start = length - prefix.length - digest.length;
        block[1] = 1;
        Arrays.fill(block, 2, start - 1, (byte) 0xFF);
        System.arraycopy(prefix, 0, block, start, prefix.length);
        System.arraycopy(digest, 0, block, start + prefix.length, digest.length);
        return block;
    }

    /** DigestInfo up to the digest, RFC 8017 §9.2 note 1. */
    private static byte[] prefix(JwsAlgorithm algorithm) {
        return HexFormat.of()
                .parseHex(
                        switch (algorithm) {
                            case RS256 -> "3031300d060960864801650304020105000420";
                            case RS384 -> "3041300d060960864801650304020205000430";
                            case RS512 -> "3051300d060960864801650304020305000440";
                            default -> throw new IllegalArgumentException("not a PKCS #1 v1.5 algorithm");
                        });
    }

    private static byte[] digest(JwsAlgorithm algorithm, byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-" + algorithm.name().substring(2))
                    .digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The signature has been verified with this digest", e);
        }
    }
}
