package io.mcpoauth2.agent.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/**
 * Verifies one signature with one key (rows A14 to A18): RSASSA-PSS and ECDSA by nimbus, Ed25519 by the JDK.
 *
 * <p>The header nimbus is given holds the algorithm and nothing of the token's own header.
 */
public final class SignatureVerifier {
    /** RFC 8032 §5.1.6. */
    private static final int ED25519_LENGTH = 64;

    private SignatureVerifier() {}

    /**
     * @param key one that fits the algorithm
     */
    public static boolean verify(JwsAlgorithm algorithm, VerificationKey key, byte[] signingInput, byte[] signature) {
        return switch (algorithm) {
            case RS256, RS384, RS512 ->
                Pkcs1Signature.verify(algorithm, (RSAPublicKey) key.key(), signingInput, signature);
            case ED25519 -> verifyEd25519(key, signingInput, signature);
            default -> verifyByNimbus(algorithm, key, signingInput, signature);
        };
    }

    /** The same, but for PKCS #1 signatures the word of the JVM's security provider counts, as policies for FIPS and HSMs want it. */
    static boolean verifyByProvider(
            JwsAlgorithm algorithm, VerificationKey key, byte[] signingInput, byte[] signature) {
        return switch (algorithm) {
            case RS256, RS384, RS512 -> verifyPkcs1ByProvider(algorithm, key, signingInput, signature);
            default -> verify(algorithm, key, signingInput, signature);
        };
    }

    private static boolean verifyPkcs1ByProvider(
            JwsAlgorithm algorithm, VerificationKey key, byte[] signingInput, byte[] signature) {
        int length = (((RSAPublicKey) key.key()).getModulus().bitLength() + 7) / 8;
        if (signature.length != length) { // Not every provider insists (RFC 8017 §8.2.2 step 1).
            return false;
        }
        return verifyByProvider("SHA" + algorithm.name().substring(2) + "withRSA", key, signingInput, signature);
    }

    private static boolean verifyByProvider(
            String algorithm, VerificationKey key, byte[] signingInput, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key.key());
            verifier.update(signingInput);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("the JVM's security provider does not verify " + algorithm, e);
        }
    }

    private static boolean verifyByNimbus(
            JwsAlgorithm algorithm, VerificationKey key, byte[] signingInput, byte[] signature) {
        try {
            JWSVerifier verifier = key.key() instanceof RSAPublicKey rsa
                    ? new RSASSAVerifier(rsa)
                    : new ECDSAVerifier((ECPublicKey) key.key());
            JWSHeader header = new JWSHeader(JWSAlgorithm.parse(algorithm.name()));
            return verifier.verify(header, signingInput, Base64URL.encode(signature));
        } catch (JOSEException e) {
            // Not the signature's fault: that of a JDK which has no such algorithm, or refuses the key.
            throw new IllegalStateException(algorithm + " does not work here", e);
        }
    }

    private static boolean verifyEd25519(VerificationKey key, byte[] signingInput, byte[] signature) {
        // JDK 17 accepts zeros behind a signature (row A17).
        if (signature.length != ED25519_LENGTH) {
            return false;
        }
        return verifyByProvider("Ed25519", key, signingInput, signature);
    }
}
