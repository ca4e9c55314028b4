package io.mcpoauth2.agent.jose;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.agent.issuer.TestKeys;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Wycheproof's JSON web signatures, keys and encrypted objects. */
class JsonWebVectorsTest {
    private static final String SHARED_SECRET = "HS256, HS384 and HS512 are never accepted (A2)";
    private static final String ENCRYPTED = "encrypted tokens are not accepted (A13)";
    private static final String PINNED = "the key's alg is PS256, the header's is PS384 (A4)";
    private static final String UNKNOWN_KEY_ALGORITHM = "the key's alg is ES521, which does not exist (A4)";

    @Test
    @DisplayName("A1 to A5, A11, A12, A14 to A16 a signed object is verified if and only if it is valid")
    void signedObjectIsVerifiedIfValid() {
        compare("json_web_signature_test.json", 401)
                .agreesExceptFor(Map.ofEntries(
                        entry(1, SHARED_SECRET),
                        entry(346, PINNED),
                        entry(347, UNKNOWN_KEY_ALGORITHM),
                        entry(348, SHARED_SECRET),
                        entry(350, PINNED),
                        entry(351, UNKNOWN_KEY_ALGORITHM),
                        entry(352, SHARED_SECRET),
                        entry(357, SHARED_SECRET),
                        entry(358, SHARED_SECRET),
                        entry(359, SHARED_SECRET),
                        entry(372, SHARED_SECRET + ", and its header is not base64url (A11)"),
                        entry(373, SHARED_SECRET + ", and its payload is not base64url (A11)"),
                        entry(376, SHARED_SECRET),
                        entry(377, SHARED_SECRET)));
    }

    @Test
    @DisplayName("A2, A4, A14, G5 what is signed by a key that must not be used is not verified")
    void unusableKeyVerifiesNothing() {
        compare("json_web_key_test.json", 26)
                .agreesExceptFor(Map.of(2, SHARED_SECRET, 13, SHARED_SECRET, 14, SHARED_SECRET, 15, SHARED_SECRET));
    }

    @Test
    @DisplayName("A1, A2, A5, A12, A13 of signed and encrypted objects the valid signed ones are verified")
    void signedAndEncryptedObjectsAreToldApart() {
        compare("json_web_crypto_test.json", 83)
                .agreesExceptFor(Map.of(1, SHARED_SECRET, 48, SHARED_SECRET, 50, ENCRYPTED, 67, ENCRYPTED));
    }

    @Test
    @DisplayName("A13 no encrypted object is a token, and none of their keys verifies signatures")
    void encryptedObjectsAreNoTokens() {
        List<Vectors.Case> cases = Vectors.wycheproof("json_web_encryption_test.json", 139);
        assertThat(cases).filteredOn(c -> c.result().equals("valid")).hasSize(65);
        assertThat(cases).filteredOn(c -> TestJws.isToken(c.text("jwe"))).isEmpty();
        assertThat(cases).flatMap(JsonWebVectorsTest::keys).isEmpty();
    }

    private static Comparison<Integer> compare(String file, int number) {
        Comparison<Integer> comparison = new Comparison<>();
        for (Vectors.Case c : Vectors.wycheproof(file, number)) {
            String object =
                    object(c.test().has("jws") ? c.test().get("jws") : c.test().required("jwe"));
            // No payload of theirs is a JSON object.
            assertThat(TestJws.isToken(object)).isFalse();
            comparison.add(c.id(), c.text("comment"), c.result().equals("valid"), TestJws.isVerified(object, keys(c)));
        }
        return comparison;
    }

    /** In compact or JSON serialisation. */
    private static String object(JsonNode given) {
        return given.isTextual() ? given.asText() : given.toString();
    }

    private static List<VerificationKey> keys(Vectors.Case c) {
        JsonNode keys = c.group().get("public");
        return TestKeys.all(keys == null ? c.group().required("private") : keys);
    }
}
