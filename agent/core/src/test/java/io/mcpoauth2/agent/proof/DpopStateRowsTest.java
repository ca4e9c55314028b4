package io.mcpoauth2.agent.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.issuer.SigningKey;
import io.mcpoauth2.agent.issuer.TestTime;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import java.time.Duration;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rows H2 and H4: what is remembered of proofs, and the nonces that were made for them. */
class DpopStateRowsTest {
    private final TestTime time = new TestTime();
    private final DpopProofs proofs = proofs(TestSettings.defaults());

    @Test
    @DisplayName("H2 a proof is taken once; the same jti of another key is another proof")
    void replayedProofIsRefused() {
        String proof = TestProof.valid().claim("jti", "\"one\"").build();
        assertThat(check(proof)).isInstanceOf(ProofResult.Shown.class);
        assertThat(check(proof)).isEqualTo(new ProofResult.Refused(ProofFaults.REPLAY));
        String another = TestProof.valid()
                .claim("jti", "\"one\"")
                .signedBy(SigningKey.ec("b", "secp256r1"), "ES256")
                .build();
        assertThat(TestProof.check(
                        proofs, TestProof.request(another), TestProof.TOKEN, TestProof.thumbprintIn(another)))
                .isInstanceOf(ProofResult.Shown.class);
        time.pass(Duration.ofMinutes(5));
        assertThat(check(proof)).as("still within its window").isEqualTo(new ProofResult.Refused(ProofFaults.REPLAY));
    }

    @Test
    @DisplayName("H2 a proof that was refused for its signature does not use up its jti")
    void refusedProofIsNotRemembered() {
        String proof = TestProof.valid().build();
        assertThat(check(proof.substring(0, proof.length() - 2)))
                .isEqualTo(new ProofResult.Refused(ProofFaults.SIGNATURE));
        assertThat(check(proof)).isInstanceOf(ProofResult.Shown.class);
    }

    @Test
    @DisplayName(
            "H4 a key that has filled its room is refused what is new, not what is old, and has room again after five minutes")
    void fullStoreIsUnavailable() {
        DpopProofs small = proofs(TestSettings.defaults().with("dpop_replay_size", "1000"));
        String first = TestProof.valid().build();
        assertThat(TestProof.check(small, first)).isInstanceOf(ProofResult.Shown.class);
        for (int i = 0; i < 999; i++) {
            assertThat(TestProof.check(small, TestProof.valid().build())).isInstanceOf(ProofResult.Shown.class);
        }
        assertThat(TestProof.check(small, TestProof.valid().build()))
                .isEqualTo(new ProofResult.Unavailable(ProofFaults.FULL));
        assertThat(TestProof.check(small, first)).isEqualTo(new ProofResult.Refused(ProofFaults.REPLAY));
        time.pass(Duration.ofSeconds(302));
        String iat = Long.toString(TestTime.START.getEpochSecond() + 302);
        assertThat(TestProof.check(small, TestProof.valid().claim("iat", iat).build()))
                .isInstanceOf(ProofResult.Shown.class);
    }

    @Test
    @DisplayName("H2 where a nonce is required, only a fresh one of this server will do")
    void nonceIsRequired() {
        DpopProofs strict = proofs(TestSettings.defaults().with("dpop_nonce", "required"));
        String nonce = wanted(strict, TestProof.valid());
        assertThat(TestProof.check(strict, withNonce(nonce).build())).isInstanceOf(ProofResult.Shown.class);
        for (String other :
                new String[] {"", "x", nonce.substring(1), (nonce.charAt(0) == 'A' ? 'B' : 'A') + nonce.substring(1)}) {
            assertThat(wanted(strict, withNonce(other))).isNotEqualTo(other);
        }
        assertThat(wanted(strict, TestProof.valid().claim("nonce", "1"))).isNotEmpty();
        time.pass(Duration.ofMinutes(5));
        assertThat(TestProof.check(
                        strict, withNonce(nonce).claim("jti", "\"last\"").build()))
                .isInstanceOf(ProofResult.Shown.class);
        time.pass(Duration.ofSeconds(1));
        String iat = Long.toString(TestTime.START.getEpochSecond() + 301);
        assertThat(wanted(strict, withNonce(nonce).claim("iat", iat))).isNotEqualTo(nonce);
    }

    @Test
    @DisplayName("H2 a nonce of another process is not known here")
    void nonceOfAnotherProcessIsNotKnown() {
        TestSettings strict = TestSettings.defaults().with("dpop_nonce", "required");
        DpopProofs other = new DpopProofs(strict.build(), new BoundedVerifier(2), time, time, new Random(2));
        assertThat(wanted(proofs(strict), withNonce(wanted(other, TestProof.valid()))))
                .isNotEmpty();
    }

    private static TestProof withNonce(String nonce) {
        return TestProof.valid().claim("nonce", "\"" + nonce + "\"");
    }

    private static String wanted(DpopProofs proofs, TestProof proof) {
        return assertThat(TestProof.check(proofs, proof.build()))
                .asInstanceOf(InstanceOfAssertFactories.type(ProofResult.NonceWanted.class))
                .actual()
                .nonce();
    }

    private DpopProofs proofs(TestSettings settings) {
        return new DpopProofs(settings.build(), new BoundedVerifier(2), time, time, new Random(1));
    }

    private ProofResult check(String proof) {
        return TestProof.check(proofs, proof);
    }
}
