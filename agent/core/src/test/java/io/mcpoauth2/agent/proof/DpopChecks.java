package io.mcpoauth2.agent.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.issuer.TestTime;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.token.Verdict;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;

/** Checks proofs with the default settings, and asserts what becomes of them. */
final class DpopChecks {
    private final TestTime time = new TestTime();
    final DpopProofs proofs =
            new DpopProofs(TestSettings.defaults().build(), new BoundedVerifier(2), time, time, new Random(1));

    void assertShown(TestProof proof) {
        String text = proof.build();
        assertThat(TestProof.check(proofs, TestProof.request(text), TestProof.TOKEN, TestProof.thumbprintIn(text)))
                .isInstanceOf(ProofResult.Shown.class);
    }

    void assertRefused(TestProof proof, String reason) {
        assertRefused(TestProof.request(proof.build()), reason);
    }

    void assertRefused(SampleRequest request, String reason) {
        Verdict.Invalid verdict = assertThat(
                        TestProof.check(proofs, request, TestProof.TOKEN, TestProof.thumbprint(TestProof.KEY)))
                .asInstanceOf(InstanceOfAssertFactories.type(ProofResult.Refused.class))
                .actual()
                .verdict();
        assertThat(verdict.details()).contains(reason);
        assertThat(verdict.summary()).isEqualTo("Invalid DPoP proof");
    }

    ProofResult check(String proof) {
        return TestProof.check(proofs, proof);
    }
}
