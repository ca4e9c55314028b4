package io.mcpoauth2.agent.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.agent.jose.Vectors;
import io.mcpoauth2.agent.jose.VerificationKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of the JOSE cookbook (RFC 7520 §3). */
class CookbookKeysTest {
    private static final String FOLDER = "jose-cookbook/jwk";

    @Test
    @DisplayName("G5 of the keys the public ones are used; private and shared ones are not")
    void publicKeysAreUsed() {
        for (String file : Vectors.names(FOLDER, 6)) {
            assertThat(TestKeys.key(jwk(file)).isPresent()).as(file).isEqualTo(file.contains("public"));
        }
    }

    @ParameterizedTest(name = "G5 the public half of {1} is {0}")
    @CsvSource({"3_1.ec_public_key, 3_2.ec_private_key", "3_3.rsa_public_key, 3_4.rsa_private_key"})
    void publicHalfOfPrivateKeyIsThePublicKey(String publicName, String privateName) {
        VerificationKey key = TestKeys.key(jwk(publicName + ".json")).orElseThrow();
        assertThat(key.kid()).hasValue("bilbo.baggins@hobbiton.example");
        assertThat(TestKeys.key(TestKeys.publicHalf(jwk(privateName + ".json"))))
                .hasValue(key);
    }

    private static JsonNode jwk(String file) {
        return Vectors.json(FOLDER + "/" + file);
    }
}
