package io.mcpoauth2.agent.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** JSONTestSuite's documents as header and payload of a token. */
class JwtJsonVectorsTest {
    private static final byte[] HEADER = "{\"alg\":\"ES256\"}".getBytes(US_ASCII);

    @Test
    @DisplayName("A9, A10 a payload is read if and only if it is a strict JSON object")
    void strictObjectIsReadAsPayload() {
        for (JsonVectors.Document document : JsonVectors.all()) {
            assertThat(TestJws.isToken(token(HEADER, document.bytes())))
                    .as(document.name())
                    .isEqualTo(document.isStrict() && document.isObject());
            assertThat(TestJws.isToken(token(HEADER, document.between("{\"v\":", "}"))))
                    .as(document.name())
                    .isEqualTo(document.isStrict());
        }
    }

    @Test
    @DisplayName("A9, A10 a header is read if and only if its members are strict JSON; none of the documents is one")
    void strictMemberIsReadInHeader() {
        byte[] payload = "{}".getBytes(US_ASCII);
        for (JsonVectors.Document document : JsonVectors.all()) {
            assertThat(TestJws.isToken(token(document.bytes(), payload)))
                    .as(document.name())
                    .isFalse();
            assertThat(TestJws.isToken(token(document.between("{\"alg\":\"ES256\",\"v\":", "}"), payload)))
                    .as(document.name())
                    .isEqualTo(document.isStrict());
        }
    }

    private static String token(byte[] header, byte[] payload) {
        return Base64Url.encode(header) + "." + Base64Url.encode(payload) + ".AA";
    }
}
