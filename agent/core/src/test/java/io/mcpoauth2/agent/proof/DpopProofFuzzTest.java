package io.mcpoauth2.agent.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.issuer.TestTime;
import io.mcpoauth2.agent.jose.Base64Url;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.jose.JsonOracle;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;

/**
 * Proofs that the right key has signed, whatever they say: a line with the header, the payload behind it. {@code {KEY}}
 * in the header stands for the key, which is another one in every run.
 */
class DpopProofFuzzTest {
    private final TestTime time = new TestTime();
    private final String thumbprint = TestProof.thumbprint(TestProof.KEY);

    @DisplayName("H2 what is taken is of the token's key, for this request, this token and this time")
    @FuzzTest(maxDuration = "10s")
    void whatIsTakenIsForThisRequest(byte[] headerAndPayload) {
        int end = 0;
        while (end < headerAndPayload.length && headerAndPayload[end] != '\n') {
            end++;
        }
        byte[] header = new String(headerAndPayload, 0, end, ISO_8859_1)
                .replace("{KEY}", TestProof.KEY.jwk())
                .getBytes(ISO_8859_1);
        byte[] payload = Arrays.copyOfRange(
                headerAndPayload, Math.min(end + 1, headerAndPayload.length), headerAndPayload.length);
        String input = Base64Url.encode(header) + "." + Base64Url.encode(payload);
        String proof = input + "." + Base64Url.encode(TestProof.KEY.sign("ES256", input.getBytes(UTF_8)));

        // A store of its own: the fuzzer sends one proof many times.
        DpopProofs proofs =
                new DpopProofs(TestSettings.defaults().build(), new BoundedVerifier(1), time, time, new Random(1));
        ProofResult result =
                TestProof.check(proofs, SampleRequest.post("/mcp").header("DPoP", proof), TestProof.TOKEN, thumbprint);
        assertThat(result).isInstanceOfAny(ProofResult.Shown.class, ProofResult.Refused.class);
        if (result instanceof ProofResult.Shown) {
            JsonNode claims = JsonOracle.read(payload);
            assertThat(JsonOracle.read(header).required("alg").textValue()).isEqualTo("ES256");
            assertThat(claims.required("htm").textValue()).isEqualTo("POST");
            assertThat(claims.required("htu").textValue()).containsIgnoringCase("://mcp.example");
            assertThat(claims.required("ath").textValue()).isEqualTo(TestProof.hash(TestProof.TOKEN));
            assertThat(claims.required("iat").longValue())
                    .isBetween(TestTime.START.getEpochSecond() - 300, TestTime.START.getEpochSecond() + 300);
            assertThat(claims.required("jti").textValue()).isNotEmpty();
        }
    }
}
