package io.mcpoauth2.agent.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.issuer.TestTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows H2 and H3, and RFC 9449 §4.3: what a proof must say. */
class DpopProofRowsTest {
    private final DpopChecks checks = new DpopChecks();

    @ParameterizedTest(name = "H2 header member {0} = {1} is refused: {2}")
    @CsvSource(
            value = {
                "typ | \"JWT\" | typ",
                "typ | \"at+jwt\" | typ",
                "typ | null | JWT that can be read",
                "alg | \"none\" | algorithm",
                "alg | \"HS256\" | algorithm",
                "alg | \"RS256\" | algorithm",
                "alg | \"ES384\" | algorithm",
                "jwk | \"x\" | public key",
                "jwk | null | public key",
                "jwk | {} | public key",
                "jwk | {\"kty\":\"oct\",\"k\":\"AAAA\"} | public key",
                "crit | [\"b64\"] | JWT that can be read",
                "b64 | false | JWT that can be read"
            },
            delimiter = '|')
    @DisplayName("H2")
    void wrongHeaderIsRefused(String name, String value, String reason) {
        checks.assertRefused(TestProof.valid().header(name, value), reason);
    }

    @ParameterizedTest(name = "H2 claim {0} = {1} is refused")
    @CsvSource(
            value = {
                "jti | \"\"",
                "jti | 1",
                "jti | null",
                "htm | \"GET\"",
                "htm | \"post\"",
                "htm | null",
                "htu | \"https://mcp.example/other\"",
                "htu | \"https://mcp.example/mcp/\"",
                "htu | \"https://mcp.example/MCP\"",
                "htu | \"https://mcp.example:8443/mcp\"",
                "htu | \"http://mcp.example/mcp\"",
                "htu | \"https://other.example/mcp\"",
                "htu | \"https://mcp.example/mcp?x=1\"",
                "htu | \"https://mcp.example/mcp#f\"",
                "htu | \"https://user@mcp.example/mcp\"",
                "htu | \"/mcp\"",
                "htu | \"\"",
                "htu | [\"https://mcp.example/mcp\"]",
                "iat | \"1777896000\"",
                "iat | 1777896000.5",
                "iat | null",
                "iat | 0",
                "iat | -9223372035076879808",
                "iat | 9223372036854775807",
                "ath | \"fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo\"",
                "ath | \"\"",
                "ath | null"
            },
            delimiter = '|')
    @DisplayName("H2")
    void wrongClaimIsRefused(String name, String value) {
        checks.assertRefused(TestProof.valid().claim(name, value), name);
    }

    @ParameterizedTest(name = "H2 a proof without {0} is refused")
    @ValueSource(strings = {"typ", "alg", "jwk", "jti", "htm", "htu", "iat", "ath"})
    @DisplayName("H2")
    void missingMemberIsRefused(String name) {
        assertThat(checks.check(TestProof.valid().without(name).build())).isInstanceOf(ProofResult.Refused.class);
    }

    @ParameterizedTest(name = "H2 iat {0} s from now: taken {1}")
    @CsvSource({"-300, true", "300, true", "0, true", "-301, false", "301, false"})
    @DisplayName("H2")
    void proofIsGoodForFiveMinutesToEitherSide(long offset, boolean taken) {
        String iat = Long.toString(TestTime.START.getEpochSecond() + offset);
        assertThat(checks.check(TestProof.valid().claim("iat", iat).build()) instanceof ProofResult.Shown)
                .isEqualTo(taken);
    }

    @ParameterizedTest(name = "H3 htu {0} is the same address")
    @ValueSource(
            strings = {
                "HTTPS://MCP.example/mcp",
                "https://mcp.example:443/mcp",
                "https://mcp.example/%6dcp",
                "https://mcp.example/%6Dcp",
                "https://mcp.example/./mcp",
                "https://mcp.example/a/../mcp"
            })
    @DisplayName("H3")
    void addressIsComparedAfterNormalisation(String uri) {
        checks.assertShown(TestProof.valid().claim("htu", "\"" + uri + "\""));
    }

    @Test
    @DisplayName("H3 the expected address comes from the configuration, never from a header")
    void headersDoNotChangeTheExpectedAddress() {
        SampleRequest request = TestProof.request(TestProof.valid()
                        .claim("htu", "\"https://evil.example/mcp\"")
                        .build())
                .header("Host", "evil.example")
                .header("X-Forwarded-Host", "evil.example")
                .header("Forwarded", "host=evil.example");
        assertThat(TestProof.check(checks.proofs, request, TestProof.TOKEN, TestProof.thumbprint(TestProof.KEY)))
                .isInstanceOf(ProofResult.Refused.class);
        assertThat(request.namesRead()).containsOnly("dpop");
    }

    @Test
    @DisplayName("H2 no proof, two proofs, an empty, an over-long and a malformed one are refused")
    void exactlyOneProofIsNeeded() {
        String proof = TestProof.valid().build();
        checks.assertRefused(SampleRequest.post("/mcp"), "exactly one");
        checks.assertRefused(TestProof.request(proof).header("DPoP", proof), "exactly one");
        checks.assertRefused(TestProof.request(" "), "exactly one");
        checks.assertRefused(TestProof.request("x".repeat(8193)), "exactly one");
        checks.assertRefused(TestProof.request(proof + "," + proof), "JWT that can be read");
        checks.assertRefused(TestProof.request("a.b.c"), "JWT that can be read");
        checks.assertRefused(TestProof.request(proof.substring(0, proof.length() - 2)), "signature");
        checks.assertRefused(TestProof.valid().claim("jti", "\"" + "j".repeat(257) + "\""), "jti");
        checks.assertShown(TestProof.valid().claim("jti", "\"" + "j".repeat(256) + "\""));
    }
}
