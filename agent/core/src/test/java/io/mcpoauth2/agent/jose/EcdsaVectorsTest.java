package io.mcpoauth2.agent.jose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpoauth2.agent.issuer.TestKeys;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Wycheproof's ECDSA signatures. */
class EcdsaVectorsTest {
    @Test
    @DisplayName("A14, A15 P-256 signatures as R and S verify if and only if they are valid")
    void p256SignaturesVerifyIfValid() {
        assertVerifiesIfValid("ecdsa_secp256r1_sha256_p1363_test.json", 262, JwsAlgorithm.ES256, List.of(115, 257));
    }

    @Test
    @DisplayName("A14, A15 P-384 signatures as R and S verify if and only if they are valid")
    void p384SignaturesVerifyIfValid() {
        assertVerifiesIfValid("ecdsa_secp384r1_sha384_p1363_test.json", 280, JwsAlgorithm.ES384, List.of(147, 275));
    }

    @Test
    @DisplayName("A14, A15 P-521 signatures as R and S verify if and only if they are valid")
    void p521SignaturesVerifyIfValid() {
        assertVerifiesIfValid("ecdsa_secp521r1_sha512_p1363_test.json", 318, JwsAlgorithm.ES512, List.of(184, 313));
    }

    @Test
    @DisplayName("A15 no DER signature verifies, however valid")
    void derSignaturesNeverVerify() {
        List<Vectors.Case> cases = Vectors.wycheproof("ecdsa_secp256r1_sha256_test.json", 484);
        assertThat(cases).filteredOn(c -> c.result().equals("valid")).hasSize(174);
        assertThat(cases).filteredOn(c -> verifies(c, JwsAlgorithm.ES256)).isEmpty();
    }

    /**
     * @param refusedBy17 valid ones that JDK 17 refuses
     */
    private static void assertVerifiesIfValid(
            String file, int number, JwsAlgorithm algorithm, List<Integer> refusedBy17) {
        Comparison<Integer> comparison = new Comparison<>();
        for (Vectors.Case c : Vectors.wycheproof(file, number)) {
            comparison.add(c.id(), c.text("comment"), c.result().equals("valid"), verifies(c, algorithm));
        }
        Map<Integer, String> refused = new TreeMap<>();
        if (Runtime.version().feature() == 17) {
            // No issuer will meet one: of random signatures there is not one in 2^127.
            refusedBy17.forEach(id -> refused.put(id, "JDK 17 refuses where the x of R is not below n"));
        }
        comparison.agreesExceptFor(refused);
    }

    private static boolean verifies(Vectors.Case c, JwsAlgorithm algorithm) {
        VerificationKey key = TestKeys.key(jwk(c.group().required("publicKey"))).orElseThrow();
        JsonNode given = c.group().get("publicKeyJwk");
        if (given != null) {
            assertThat(TestKeys.key(given).orElseThrow().key()).isEqualTo(key.key());
        }
        HexFormat hex = HexFormat.of();
        return SignatureVerifier.verify(algorithm, key, hex.parseHex(c.text("msg")), hex.parseHex(c.text("sig")));
    }

    /** Some groups have the point only. */
    private static ObjectNode jwk(JsonNode publicKey) {
        String point = publicKey.required("uncompressed").asText();
        int end = 2 + (point.length() - 2) / 2;
        return JsonNodeFactory.instance
                .objectNode()
                .put("kty", "EC")
                .put("crv", "P-" + publicKey.required("keySize").asInt())
                .put("x", Base64Url.encode(HexFormat.of().parseHex(point, 2, end)))
                .put("y", Base64Url.encode(HexFormat.of().parseHex(point, end, point.length())));
    }
}
