package io.mcpoauth2.agent.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.agent.jose.Base64Url;
import io.mcpoauth2.agent.jose.JsonOracle;
import io.mcpoauth2.agent.jose.TestJws;
import io.mcpoauth2.bridge.UserKeys;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;

/** Tokens that are rightly signed, whatever they say: a line with the header, the payload behind it. */
class SignedTokenFuzzTest {
    private static final int MANY = 10_000;
    private static final BigDecimal LATEST_EXPIRED =
            BigDecimal.valueOf(TestToken.NOW.minus(TestValidator.SKEW).getEpochSecond());

    private TestValidator validator = new TestValidator();
    private int validated;

    @DisplayName("B1, C1, C2, E1, E2, E6, H1 what is accepted names us, its issuer and a subject, and has not expired")
    @FuzzTest(maxDuration = "10s")
    void whatIsAcceptedIsForUsNow(byte[] headerAndPayload) {
        byte[] header = Arrays.copyOf(headerAndPayload, endOfLine(headerAndPayload));
        byte[] payload = Arrays.copyOfRange(
                headerAndPayload, Math.min(header.length + 1, headerAndPayload.length), headerAndPayload.length);
        String input = Base64Url.encode(header) + "." + Base64Url.encode(payload);
        if (!TestJws.isToken(input + ".AA")) {
            return;
        }
        // What a test has logged is kept.
        if (++validated % MANY == 0) {
            validator = new TestValidator();
        }
        byte[] signature = TestToken.ED.sign("EdDSA", input.getBytes(UTF_8));
        Verdict verdict = validator.validate(input + "." + Base64Url.encode(signature));
        assertThat(verdict).isNotInstanceOf(Verdict.Unavailable.class);
        if (verdict instanceof Verdict.Valid valid) {
            JsonNode claims = JsonOracle.read(payload);
            assertFits(valid.user(), JsonOracle.read(header), claims);
            assertThat(valid.confirmation().isPresent()).isEqualTo(claims.has("cnf"));
        }
    }

    private static void assertFits(Map<String, Object> user, JsonNode header, JsonNode claims) {
        assertThat(header.required("alg").textValue()).isIn("EdDSA", "Ed25519");
        assertThat(claims.required("iss").textValue())
                .isEqualTo("https://as.example")
                .isEqualTo(user.get(UserKeys.ISSUER));
        assertThat(claims.required("sub").textValue()).isNotEmpty().isEqualTo(user.get(UserKeys.SUBJECT));
        assertThat(claims.required("aud").toString()).containsIgnoringCase("https://mcp.example");
        assertThat(claims.required("exp").isNumber()).isTrue();
        assertThat(claims.required("exp").decimalValue()).isGreaterThan(LATEST_EXPIRED);
    }

    private static int endOfLine(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }
}
