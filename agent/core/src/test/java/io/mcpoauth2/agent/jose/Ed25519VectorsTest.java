package io.mcpoauth2.agent.jose;

import io.mcpoauth2.agent.issuer.TestKeys;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Wycheproof's Ed25519 signatures. */
class Ed25519VectorsTest {
    @Test
    @DisplayName("A17 Ed25519 signatures verify if and only if they are valid")
    void signaturesVerifyIfValid() {
        Comparison<Integer> comparison = new Comparison<>();
        for (Vectors.Case c : Vectors.wycheproof("ed25519_test.json", 151)) {
            boolean valid = c.result().equals("valid");
            comparison.add(c.id(), c.text("comment"), valid, verifies(c));
        }
        comparison.agrees();
    }

    private static boolean verifies(Vectors.Case c) {
        Optional<VerificationKey> key = TestKeys.key(c.group().required("publicKeyJwk"));
        HexFormat hex = HexFormat.of();
        return key.isPresent()
                && SignatureVerifier.verify(
                        JwsAlgorithm.ED25519, key.get(), hex.parseHex(c.text("msg")), hex.parseHex(c.text("sig")));
    }
}
