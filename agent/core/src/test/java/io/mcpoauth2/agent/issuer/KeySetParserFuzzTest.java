package io.mcpoauth2.agent.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.agent.jose.Base64Url;
import io.mcpoauth2.agent.jose.JsonOracle;
import io.mcpoauth2.agent.jose.KeyKind;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.jose.VerificationKey;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;

/** Key sets of any bytes. */
class KeySetParserFuzzTest {
    @DisplayName("G5, G6 what is used stands in the document as a public key for signatures, once")
    @FuzzTest(maxDuration = "10s")
    void whatIsUsedIsAPublicKeyOfTheDocument(byte[] document) {
        ParsedKeys parsed;
        try {
            parsed = new KeySetParser().parse(document);
        } catch (MalformedJsonException e) {
            return;
        }
        JsonNode entries = JsonOracle.read(document).required("keys");
        List<VerificationKey> keys = parsed.keys();
        assertThat(keys.size()).isLessThanOrEqualTo(Math.min(100, entries.size()));
        assertThat(keys).doesNotHaveDuplicates();
        for (VerificationKey key : keys) {
            assertThat(StreamSupport.stream(entries.spliterator(), false).filter(jwk -> isSame(key, jwk)))
                    .isNotEmpty();
        }
        // They are logged.
        assertThat(parsed.ignored()).allMatch(key -> key.reason().chars().allMatch(c -> c >= ' ' && c <= '~'));
    }

    private static boolean isSame(VerificationKey key, JsonNode jwk) {
        return !jwk.hasNonNull("d")
                && !jwk.hasNonNull("k")
                && jwk.path("use").asText("sig").equals("sig")
                && Optional.ofNullable(jwk.get("kid")).map(JsonNode::textValue).equals(key.kid())
                && isSameMaterial(key, jwk);
    }

    private static boolean isSameMaterial(VerificationKey key, JsonNode jwk) {
        if (key.key() instanceof RSAPublicKey rsa) {
            return key.kind() == KeyKind.RSA
                    && isNumber(rsa.getModulus(), jwk, "n")
                    && rsa.getModulus().bitLength() >= 2048
                    && isNumber(rsa.getPublicExponent(), jwk, "e");
        }
        if (key.key() instanceof ECPublicKey ec) {
            int bits = ec.getParams().getCurve().getField().getFieldSize();
            return ("P-" + bits).equals(jwk.path("crv").textValue())
                    && isNumber(ec.getW().getAffineX(), jwk, "x")
                    && isNumber(ec.getW().getAffineY(), jwk, "y");
        }
        return key.key() instanceof EdECPublicKey
                && key.kind() == KeyKind.ED25519
                && jwk.path("crv").asText().equals("Ed25519");
    }

    private static boolean isNumber(BigInteger number, JsonNode jwk, String name) {
        String text = jwk.path(name).asText();
        String unpadded = text.endsWith("==") ? text.substring(0, text.length() - 2) : text;
        return Base64Url.decode(unpadded.endsWith("=") ? unpadded.substring(0, unpadded.length() - 1) : unpadded)
                .map(bytes -> new BigInteger(1, bytes).equals(number))
                .orElse(false);
    }
}
