package io.mcpoauth2.agent.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpoauth2.agent.issuer.SigningKey;
import io.mcpoauth2.agent.issuer.TestKeys;
import io.mcpoauth2.agent.jose.Base64Url;
import io.mcpoauth2.agent.jose.KeyKind;
import io.mcpoauth2.agent.jose.TestJws;
import io.mcpoauth2.agent.jose.Vectors;
import io.mcpoauth2.agent.jose.VerificationKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Wycheproof's HMACs: none is a signature, however valid. */
class HmacVectorsTest {
    private static final String HEADER = Base64Url.encode("{\"alg\":\"HS256\"}".getBytes(US_ASCII));

    @Test
    @DisplayName("A2, A3 no HMAC is accepted in a token's place for a signature")
    void hmacIsNoSignature() {
        List<VerificationKey> keys = List.of(
                key(KeyKind.RSA, TestToken.RSA), key(KeyKind.P256, TestToken.EC), key(KeyKind.ED25519, TestToken.ED));
        for (Vectors.Case c : cases()) {
            String object = HEADER + "." + encoded(c, "msg") + "." + encoded(c, "tag");
            assertThat(TestJws.isVerified(object, keys)).as(c.text("comment")).isFalse();
        }
    }

    @Test
    @DisplayName("G5 no shared secret is used as key")
    void sharedSecretIsNoKey() {
        for (Vectors.Case c : cases()) {
            ObjectNode jwk = JsonNodeFactory.instance.objectNode();
            jwk.put("kty", "oct").put("k", encoded(c, "key"));
            assertThat(TestKeys.key(jwk)).isEmpty();
            assertThat(TestKeys.key(jwk.put("alg", "HS256").put("use", "sig"))).isEmpty();
        }
    }

    private static List<Vectors.Case> cases() {
        return Vectors.wycheproof("hmac_sha256_test.json", 174);
    }

    private static String encoded(Vectors.Case c, String name) {
        return Base64Url.encode(HexFormat.of().parseHex(c.text(name)));
    }

    private static VerificationKey key(KeyKind kind, SigningKey key) {
        return new VerificationKey(Optional.empty(), Optional.empty(), kind, key.publicKey());
    }
}
