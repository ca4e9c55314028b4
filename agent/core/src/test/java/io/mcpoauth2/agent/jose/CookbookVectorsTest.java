package io.mcpoauth2.agent.jose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpoauth2.agent.issuer.TestKeys;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The objects of the JOSE cookbook (RFC 7520), and its examples for RFC 7797 and RFC 8037. */
class CookbookVectorsTest {
    private static final String NESTED = "jose-cookbook/6.nesting_signatures_and_encryption.json";

    /** The others are HMACs, detached, unencoded, signed twice, or encrypted. */
    private static final Set<String> VERIFIED_IF_COMPACT =
            Set.of("4_1.rsa_v15_signature.json", "4_2.rsa-pss_signature.json", "4_3.ecdsa_signature.json", "jws.json");

    @ParameterizedTest(name = "A2, A12, A13 of {2} objects in {0} {3} are verified")
    @CsvSource({"jws, 8, 20, 3", "jwe, 13, 34, 0", "rfc7797, 2, 5, 0", "curve25519, 2, 6, 1"})
    void oneAsymmetricSignatureIsVerifiedIfCompact(String folder, int files, int objects, int verified) {
        int countedObjects = 0;
        int countedVerified = 0;
        for (String file : Vectors.names("jose-cookbook/" + folder, files)) {
            JsonNode vector = Vectors.json("jose-cookbook/" + folder + "/" + file);
            for (Map.Entry<String, JsonNode> output : vector.required("output").properties()) {
                String object = object(output.getValue());
                boolean expected =
                        VERIFIED_IF_COMPACT.contains(file) && output.getKey().equals("compact");
                assertThat(TestJws.isVerified(object, publicKeys(vector)))
                        .as(file + " " + output.getKey())
                        .isEqualTo(expected);
                assertThat(TestJws.isToken(object))
                        .as("no payload is a JSON object")
                        .isFalse();
                countedObjects++;
                countedVerified += expected ? 1 : 0;
            }
        }
        assertThat(countedObjects).isEqualTo(objects);
        assertThat(countedVerified).isEqualTo(verified);
    }

    @Test
    @DisplayName("A13 the signed token inside the encrypted one is verified; the encrypted one is none")
    void tokenIsVerifiedUnlessEncrypted() throws MalformedTokenException {
        JsonNode signed = Vectors.json(NESTED).required("sign");
        String token = object(signed.required("output").required("compact"));
        ParsedJwt parsed = new JwtParser(16384).parse(token);
        assertThat(parsed.type()).hasValue("JWT");
        assertThat(parsed.claims())
                .isEqualTo(Map.of("iss", "hobbiton.example", "exp", 1300819380L, "http://example.com/is_root", true));
        assertThat(TestJws.isVerified(token, publicKeys(signed))).isTrue();

        JsonNode encrypted = Vectors.json(NESTED).required("encrypt");
        assertThat(encrypted.required("output")).hasSize(3).noneMatch(output -> TestJws.isToken(object(output)));
    }

    /** In compact or JSON serialisation. */
    private static String object(JsonNode given) {
        return given.isTextual() ? given.asText() : given.toString();
    }

    /** What the issuer would publish; one object has a password and no key. */
    private static List<VerificationKey> publicKeys(JsonNode vector) {
        JsonNode given = vector.required("input").path("key");
        ObjectNode set = JsonNodeFactory.instance.objectNode();
        ArrayNode keys = set.putArray("keys");
        for (JsonNode key : given.isArray() ? given : List.of(given)) {
            if (key.isObject()) {
                keys.add(TestKeys.publicHalf(key));
            }
        }
        return TestKeys.all(set);
    }
}
