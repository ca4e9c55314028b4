package io.mcpoauth2.testapps.process.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.issuer.SigningKey;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the settings of DPoP make of bound and unbound tokens. */
@ExtendWith(ServersExtension.class)
class DpopPolicyTest {
    private static final SigningKey KEY = SigningKey.generate("ES256");
    private static final String METADATA = "/.well-known/oauth-protected-resource/mcp";

    private static String bound(KeyServer own) {
        return own.issuer.mint(TokenSpec.valid().claim("cnf", ProofCases.jkt(KEY)));
    }

    private static HttpAnswer callWithProof(KeyServer own, String token, Proof proof) {
        return own.call(ProofCases.sent("DPoP " + token, proof.sign(own.issuer)));
    }

    @ParameterizedTest(name = "H2: on {0}, a proof without this server''s nonce is answered with one, which does it")
    @ValueSource(ints = {17, 25})
    void nonceIsGivenAndTaken(int jdk, Servers servers) {
        try (KeyServer own =
                KeyServer.of(servers, jdk, Map.of("dpop_nonce", "required")).start()) {
            String token = bound(own);
            HttpAnswer first = callWithProof(own, token, Proof.of(KEY, token));
            String nonce = assertNonceWanted(first);
            assertNonceWanted(callWithProof(own, token, Proof.of(KEY, token).claim("nonce", "other")));
            assertThat(own.server().executions()).isZero();

            HttpAnswer second = callWithProof(own, token, Proof.of(KEY, token).claim("nonce", nonce));
            assertThat(second.status()).as(second.body()).isEqualTo(200);
            assertThat(own.server().executions()).isEqualTo(1);
        }
    }

    private static String assertNonceWanted(HttpAnswer answer) {
        assertThat(answer.status()).isEqualTo(401);
        List<String> challenges = answer.headers("WWW-Authenticate");
        assertThat(challenges).hasSize(2);
        assertThat(challenges.get(0)).startsWith("Bearer resource_metadata=").doesNotContain("error");
        assertThat(challenges.get(1)).startsWith("DPoP ").contains("error=\"use_dpop_nonce\"");
        assertThat(answer.headers("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers("DPoP-Nonce")).hasSize(1);
        return answer.headers("DPoP-Nonce").get(0);
    }

    @Test
    @DisplayName(
            "H1: where DPoP is required, plain tokens are refused, and clients are told so from the first answer on")
    void requiredProofIsAdvertised(Servers servers) {
        try (KeyServer own =
                KeyServer.of(servers, 25, Map.of("dpop", "required")).start()) {
            HttpAnswer anonymous = own.call(Sent.with());
            assertThat(anonymous.status()).isEqualTo(401);
            assertThat(anonymous.headers("WWW-Authenticate"))
                    .satisfiesExactly(
                            bearer -> assertThat(bearer).startsWith("Bearer resource_metadata="),
                            dpop -> assertThat(dpop)
                                    .startsWith("DPoP algs=\"ES256 ")
                                    .doesNotContain("error"));
            own.assertRefused(own.token());
            String token = bound(own);
            own.assertRefused(token);
            assertThat(callWithProof(own, token, Proof.of(KEY, token)).status()).isEqualTo(200);

            HttpAnswer metadata = own.server().send("GET", METADATA);
            assertThat(metadata.json().path("dpop_bound_access_tokens_required").asBoolean())
                    .isTrue();
            assertThat(metadata.json()
                            .path("dpop_signing_alg_values_supported")
                            .get(0)
                            .asText())
                    .isEqualTo("ES256");
        }
    }

    @Test
    @DisplayName("H1: where DPoP is offered, both kinds of token are taken, and the metadata says which proofs are")
    void offeredProofIsAdvertised(Servers servers) {
        try (KeyServer own =
                KeyServer.of(servers, 25, Map.of("dpop", "offered")).start()) {
            assertThat(own.call(Sent.with()).headers("WWW-Authenticate")).hasSize(2);
            own.assertAccepted(own.token());
            String token = bound(own);
            assertThat(callWithProof(own, token, Proof.of(KEY, token)).status()).isEqualTo(200);
            HttpAnswer metadata = own.server().send("GET", METADATA);
            assertThat(metadata.json().has("dpop_signing_alg_values_supported")).isTrue();
            assertThat(metadata.json().has("dpop_bound_access_tokens_required")).isFalse();
        }
    }

    @Test
    @DisplayName("H1: where DPoP is off, its scheme counts as no token, and a bound token is refused in any case")
    void boundTokenIsRefusedWhereDpopIsOff(Servers servers) {
        try (KeyServer own = KeyServer.of(servers, 25, Map.of("dpop", "off")).start()) {
            String token = bound(own);
            own.assertRefused(token);
            HttpAnswer answer = callWithProof(own, token, Proof.of(KEY, token));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.headers("WWW-Authenticate"))
                    .singleElement()
                    .satisfies(challenge -> assertThat(challenge)
                            .startsWith("Bearer resource_metadata=")
                            .doesNotContain("error"));
            assertThat(own.server().executions()).isZero();
        }
    }

    @Test
    @DisplayName("H4: a server that can remember no more proofs refuses new ones with 503, and replays as ever")
    void fullReplayStoreRefuses(Servers servers) {
        try (KeyServer own =
                KeyServer.of(servers, 25, Map.of("dpop_replay_size", "1000")).start()) {
            String token = bound(own);
            String first = Proof.of(KEY, token).sign(own.issuer);
            assertThat(own.call(ProofCases.sent("DPoP " + token, first)).status())
                    .isEqualTo(200);
            for (int i = 1; i < 1000; i++) {
                assertThat(callWithProof(own, token, Proof.of(KEY, token)).status())
                        .isEqualTo(200);
            }
            KeyServer.assertUnavailable(callWithProof(own, token, Proof.of(KEY, token)), "SERVER_BUSY");
            assertThat(own.call(ProofCases.sent("DPoP " + token, first)).status())
                    .isEqualTo(401);
            assertThat(own.server().executions()).isEqualTo(1000);
            own.assertAccepted(own.token());
        }
    }
}
