package io.mcpoauth2.agent.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.issuer.SigningKey;
import io.mcpoauth2.agent.jose.Base64Url;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row H2: which keys sign a proof, and how its jwk names them. */
class DpopProofKeyRowsTest {
    private final DpopChecks checks = new DpopChecks();

    @ParameterizedTest(name = "H2 a proof by {0} is taken")
    @CsvSource({"secp256r1, ES256", "secp384r1, ES384", "secp521r1, ES512"})
    @DisplayName("H2")
    void ellipticProofIsTaken(String curve, String algorithm) {
        checks.assertShown(TestProof.valid().signedBy(SigningKey.ec("k", curve), algorithm));
    }

    @Test
    @DisplayName("H2 proofs by RSA and Ed25519 are taken")
    void otherProofsAreTaken() {
        SigningKey rsa = SigningKey.rsa("k");
        for (String algorithm : new String[] {"RS256", "PS256"}) {
            checks.assertShown(TestProof.valid().signedBy(rsa, algorithm));
        }
        SigningKey edwards = SigningKey.ed25519("k");
        checks.assertShown(TestProof.valid().signedBy(edwards, "EdDSA"));
        checks.assertShown(TestProof.valid().signedBy(edwards, "EdDSA").header("alg", "\"Ed25519\""));
    }

    @Test
    @DisplayName("H2, K2, K3 what is forgiven in an issuer's key set is not in a proof's jwk")
    void spellingsOfPublishedKeysAreRefused() {
        SigningKey key = shortened();
        checks.assertRefused(TestProof.valid().signedBy(key, "ES256").header("jwk", withoutZero(key)), "public key");
        String jwk = TestProof.KEY.jwk();
        checks.assertRefused(
                TestProof.valid().header("jwk", jwk.replace("\"y\":", "\"use\":null,\"y\":")), "public key");
        checks.assertRefused(TestProof.valid().header("jwk", jwk.replace("\"y\":", "\"d\":null,\"y\":")), "public key");
        checks.assertRefused(TestProof.valid().header("jwk", jwk.replace("\"}", "=\"}")), "public key");
        checks.assertRefused(TestProof.valid().header("jwk", jwk.replace("\"x\":\"", "\"x\":\"AAAA")), "public key");
        SigningKey rsa = SigningKey.rsa("k");
        checks.assertRefused(
                TestProof.valid()
                        .signedBy(rsa, "RS256")
                        .header("jwk", rsa.jwk().replace("\"e\":\"AQAB", "\"e\":\"AQAB==")),
                "public key");
    }

    @Test
    @DisplayName("H2 a private jwk is refused even if it is the right key")
    void privateKeyIsRefused() {
        String jwk = TestProof.KEY.jwk().replace("{", "{\"d\":\"AAAA\",");
        checks.assertRefused(TestProof.valid().header("jwk", jwk), "public key");
    }

    @Test
    @DisplayName("H2 a proof of another key is an invalid token, not an invalid proof")
    void proofOfAnotherKeyIsAnInvalidToken() {
        String thief = TestProof.valid()
                .signedBy(SigningKey.ec("thief", "secp256r1"), "ES256")
                .build();
        assertThat(checks.check(thief)).isEqualTo(new ProofResult.Refused(ProofFaults.OTHER_KEY));
    }

    @Test
    @DisplayName("H2 a proof that is wrong in itself is an invalid proof, whoever's key it is of")
    void wrongProofOfAnotherKeyIsAnInvalidProof() {
        String other = SigningKey.ec("thief", "secp384r1").jwk();
        checks.assertRefused(TestProof.valid().header("jwk", other), "algorithm");
        String zero = "A".repeat(43);
        String offCurve = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + zero + "\",\"y\":\"" + zero + "\"}";
        checks.assertRefused(TestProof.valid().header("jwk", offCurve), "public key");
    }

    @Test
    @DisplayName("H2 a signature that is not by the jwk is refused")
    void forgedSignatureIsRefused() {
        checks.assertRefused(
                TestProof.valid()
                        .signedBy(SigningKey.ec("thief", "secp256r1"), "ES256")
                        .header("jwk", TestProof.KEY.jwk()),
                "signature");
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
}
