package io.mcpoauth2.agent.jose;

import io.mcpoauth2.agent.issuer.TestKeys;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Wycheproof's RSA signatures. */
class RsaVectorsTest {
    @Test
    @DisplayName("A16 PSS signatures verify if and only if they are valid")
    void pssSignaturesVerifyIfValid() {
        Comparison<Integer> comparison = new Comparison<>();
        for (Vectors.Case c : Vectors.wycheproof("rsa_pss_2048_sha256_mgf1_32_test.json", 108)) {
            boolean valid = c.result().equals("valid");
            comparison.add(c.id(), c.text("comment"), valid, verifies(c, "publicKeyJwk", JwsAlgorithm.PS256));
        }
        comparison.agrees();
    }

    @Test
    @DisplayName("A16 PKCS #1 v1.5 signatures verify if and only if they are valid and exactly encoded")
    void pkcs1SignaturesVerifyIfValid() {
        Comparison<Integer> comparison = new Comparison<>();
        for (Vectors.Case c : Vectors.wycheproof("rsa_signature_2048_sha256_test.json", 259)) {
            boolean valid = !c.result().equals("invalid");
            comparison.add(c.id(), c.text("comment"), valid, verifies(c, "keyJwk", JwsAlgorithm.RS256));
        }
        comparison.agreesExceptFor(Map.of(
                8, "acceptable only: the DigestInfo lacks the NULL that RFC 8017 §9.2 note 1 demands",
                258, "its key's exponent is 3 (G5)",
                259, "its key's exponent is 3 (G5)"));
    }

    @Test
    @DisplayName("A16 by the JVM's provider: the same but for the missing NULL")
    void pkcs1SignaturesVerifyByProvider() {
        Comparison<Integer> comparison = new Comparison<>();
        for (Vectors.Case c : Vectors.wycheproof("rsa_signature_2048_sha256_test.json", 259)) {
            boolean valid = !c.result().equals("invalid");
            comparison.add(
                    c.id(),
                    c.text("comment"),
                    valid,
                    verifies(c, "keyJwk", JwsAlgorithm.RS256, SignatureVerifier::verifyByProvider));
        }
        comparison.agreesExceptFor(Map.of(
                258, "its key's exponent is 3 (G5)",
                259, "its key's exponent is 3 (G5)"));
    }

    private static boolean verifies(Vectors.Case c, String keyName, JwsAlgorithm algorithm) {
        return verifies(c, keyName, algorithm, SignatureVerifier::verify);
    }

    private static boolean verifies(
            Vectors.Case c, String keyName, JwsAlgorithm algorithm, BoundedVerifier.Verification verification) {
        Optional<VerificationKey> key = TestKeys.key(c.group().required(keyName));
        HexFormat hex = HexFormat.of();
        return key.isPresent()
                && verification.verify(algorithm, key.get(), hex.parseHex(c.text("msg")), hex.parseHex(c.text("sig")));
    }
}
