package io.mcpoauth2.agent.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.http.SampleRequest;
import io.mcpoauth2.agent.issuer.SigningKey;
import io.mcpoauth2.agent.issuer.TestTime;
import io.mcpoauth2.agent.jose.Base64Url;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.token.Verdict;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows H2 and H3, and RFC 9449 §4.3. */
class DpopProofRowsTest {
    private final TestTime time = new TestTime();
    private final DpopProofs proofs = proofs(TestSettings.defaults());

    private DpopProofs proofs(TestSettings settings) {
        return new DpopProofs(settings.build(), new BoundedVerifier(2), time, time, new Random(1));
    }

    @ParameterizedTest(name = "H2 a proof by {0} is taken")
    @CsvSource({"secp256r1, ES256", "secp384r1, ES384", "secp521r1, ES512"})
    @DisplayName("H2")
    void ellipticProofIsTaken(String curve, String algorithm) {
        assertShown(TestProof.valid().signedBy(SigningKey.ec("k", curve), algorithm));
    }

    @Test
    @DisplayName("H2 proofs by RSA and Ed25519 are taken")
    void otherProofsAreTaken() {
        SigningKey rsa = SigningKey.rsa("k");
        for (String algorithm : new String[] {"RS256", "PS256"}) {
            assertShown(TestProof.valid().signedBy(rsa, algorithm));
        }
        SigningKey edwards = SigningKey.ed25519("k");
        assertShown(TestProof.valid().signedBy(edwards, "EdDSA"));
        assertShown(TestProof.valid().signedBy(edwards, "EdDSA").header("alg", "\"Ed25519\""));
    }

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
        assertRefused(TestProof.valid().header(name, value), reason);
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
        assertRefused(TestProof.valid().claim(name, value), name);
    }

    @ParameterizedTest(name = "H2 a proof without {0} is refused")
    @ValueSource(strings = {"typ", "alg", "jwk", "jti", "htm", "htu", "iat", "ath"})
    @DisplayName("H2")
    void missingMemberIsRefused(String name) {
        assertThat(check(TestProof.valid().without(name).build())).isInstanceOf(ProofResult.Refused.class);
    }

    @ParameterizedTest(name = "H2 iat {0} s from now: taken {1}")
    @CsvSource({"-300, true", "300, true", "0, true", "-301, false", "301, false"})
    @DisplayName("H2")
    void proofIsGoodForFiveMinutesToEitherSide(long offset, boolean taken) {
        String iat = Long.toString(TestTime.START.getEpochSecond() + offset);
        assertThat(check(TestProof.valid().claim("iat", iat).build()) instanceof ProofResult.Shown)
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
        assertShown(TestProof.valid().claim("htu", "\"" + uri + "\""));
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
        assertThat(proofs.check(request, TestProof.TOKEN, TestProof.thumbprint(TestProof.KEY)))
                .isInstanceOf(ProofResult.Refused.class);
        assertThat(request.namesRead()).containsOnly("dpop");
    }

    @Test
    @DisplayName("H2 no proof, two proofs, an empty, an over-long and a malformed one are refused")
    void exactlyOneProofIsNeeded() {
        String proof = TestProof.valid().build();
        assertRefused(SampleRequest.post("/mcp"), "exactly one");
        assertRefused(TestProof.request(proof).header("DPoP", proof), "exactly one");
        assertRefused(TestProof.request(" "), "exactly one");
        assertRefused(TestProof.request("x".repeat(8193)), "exactly one");
        assertRefused(TestProof.request(proof + "," + proof), "JWT that can be read");
        assertRefused(TestProof.request("a.b.c"), "JWT that can be read");
        assertRefused(TestProof.request(proof.substring(0, proof.length() - 2)), "signature");
        assertRefused(TestProof.valid().claim("jti", "\"" + "j".repeat(257) + "\""), "jti");
        assertShown(TestProof.valid().claim("jti", "\"" + "j".repeat(256) + "\""));
    }

    @Test
    @DisplayName("H2, K2, K3 what is forgiven in an issuer's key set is not in a proof's jwk")
    void spellingsOfPublishedKeysAreRefused() {
        SigningKey key = shortened();
        assertRefused(TestProof.valid().signedBy(key, "ES256").header("jwk", withoutZero(key)), "public key");
        String jwk = TestProof.KEY.jwk();
        assertRefused(TestProof.valid().header("jwk", jwk.replace("\"y\":", "\"use\":null,\"y\":")), "public key");
        assertRefused(TestProof.valid().header("jwk", jwk.replace("\"y\":", "\"d\":null,\"y\":")), "public key");
        assertRefused(TestProof.valid().header("jwk", jwk.replace("\"}", "=\"}")), "public key");
        assertRefused(TestProof.valid().header("jwk", jwk.replace("\"x\":\"", "\"x\":\"AAAA")), "public key");
        SigningKey rsa = SigningKey.rsa("k");
        assertRefused(
                TestProof.valid()
                        .signedBy(rsa, "RS256")
                        .header("jwk", rsa.jwk().replace("\"e\":\"AQAB", "\"e\":\"AQAB==")),
                "public key");
    }

    /** A key whose x begins with a zero byte. */
    private static SigningKey shortened() {
        while (true) {
            SigningKey key = SigningKey.ec("k", "secp256r1");
            if (key.jwk().matches(".*\"x\":\"A[A-P].*")) {
                return key;
            }
        }
    }

    private static String withoutZero(SigningKey key) {
        String jwk = key.jwk();
        int begin = jwk.indexOf("\"x\":\"") + 5;
        int end = jwk.indexOf('"', begin);
        byte[] x = Base64Url.decode(jwk.substring(begin, end)).orElseThrow();
        return jwk.substring(0, begin) + Base64Url.encode(Arrays.copyOfRange(x, 1, x.length)) + jwk.substring(end);
    }

    @Test
    @DisplayName("H2 a private jwk is refused even if it is the right key")
    void privateKeyIsRefused() {
        String jwk = TestProof.KEY.jwk().replace("{", "{\"d\":\"AAAA\",");
        assertRefused(TestProof.valid().header("jwk", jwk), "public key");
    }

    @Test
    @DisplayName("H2 a proof of another key is an invalid token, not an invalid proof")
    void proofOfAnotherKeyIsAnInvalidToken() {
        String thief = TestProof.valid()
                .signedBy(SigningKey.ec("thief", "secp256r1"), "ES256")
                .build();
        assertThat(check(thief)).isEqualTo(new ProofResult.Refused(Refusals.OTHER_KEY));
    }

    @Test
    @DisplayName("H2 a proof that is wrong in itself is an invalid proof, whoever's key it is of")
    void wrongProofOfAnotherKeyIsAnInvalidProof() {
        String other = SigningKey.ec("thief", "secp384r1").jwk();
        assertRefused(TestProof.valid().header("jwk", other), "algorithm");
        String zero = "A".repeat(43);
        String offCurve = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + zero + "\",\"y\":\"" + zero + "\"}";
        assertRefused(TestProof.valid().header("jwk", offCurve), "public key");
    }

    @Test
    @DisplayName("H2 a signature that is not by the jwk is refused")
    void forgedSignatureIsRefused() {
        assertRefused(
                TestProof.valid()
                        .signedBy(SigningKey.ec("thief", "secp256r1"), "ES256")
                        .header("jwk", TestProof.KEY.jwk()),
                "signature");
    }

    private void assertShown(TestProof proof) {
        String text = proof.build();
        assertThat(proofs.check(TestProof.request(text), TestProof.TOKEN, TestProof.thumbprintIn(text)))
                .isInstanceOf(ProofResult.Shown.class);
    }

    private void assertRefused(TestProof proof, String reason) {
        assertRefused(TestProof.request(proof.build()), reason);
    }

    private void assertRefused(SampleRequest request, String reason) {
        Verdict.Invalid verdict = assertThat(
                        proofs.check(request, TestProof.TOKEN, TestProof.thumbprint(TestProof.KEY)))
                .asInstanceOf(InstanceOfAssertFactories.type(ProofResult.Refused.class))
                .actual()
                .verdict();
        assertThat(verdict.details()).contains(reason);
        assertThat(verdict.summary()).isEqualTo("Invalid DPoP proof");
    }

    private ProofResult check(String proof) {
        return TestProof.check(proofs, proof);
    }
}
