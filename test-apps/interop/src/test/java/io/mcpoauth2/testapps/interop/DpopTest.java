package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that a provider has bound to a client's key (RFC 9449), with proofs of it. */
@ParameterizedClass(name = "on JDK {0}, {1}")
@MethodSource("io.mcpoauth2.testapps.interop.ProviderKind#onJdks")
@ExtendWith({ServersExtension.class, ProvidersExtension.class})
class DpopTest {
    private static final Map<String, String> FOR_US = Map.of("scope", "mcp:use", "resource", Servers.AUDIENCE);

    private final Servers servers;
    private final int jdk;
    private final ProviderKind provider;
    private final Issuer issuer;
    private final ProtectedServer server;
    private final DpopKey key = DpopKey.ec();
    private final DpopClient client;
    private final String subject;

    DpopTest(int jdk, ProviderKind provider, Providers providers, Servers servers) {
        this.servers = servers;
        this.jdk = jdk;
        this.provider = provider;
        issuer = provider.issuer(providers, jdk);
        server = ProtectedServer.shared(servers, jdk, issuer, Map.of());
        client = new DpopClient(server, issuer.boundToken("bound", FOR_US, key), key);
        subject = Jwt.of(client.token()).subject();
    }

    @Test
    void tokenIsAcceptedWithAProofForEachRequest() {
        assertThat(Jwt.of(client.token()).text("cnf")).contains(key.thumbprint());
        client.assertAccepted(client.proof(), subject);
        client.assertAccepted(client.proof(), subject);
    }

    @Test
    void keysOfOtherKindsAreAcceptedToo() {
        for (DpopKey other : provider.otherKeys()) {
            DpopClient another = new DpopClient(server, issuer.boundToken("bound", FOR_US, other), other);
            another.assertAccepted(another.proof(), subject);
        }
    }

    @Test
    void tokenIsRefusedAsBearerTokenWithAndWithoutAProof() {
        server.assertRefused(client.token(), "Proof of possession required");
        HttpAnswer answer = server.refusal(
                Map.of("Authorization", "Bearer " + client.token(), "DPoP", client.proof()),
                401,
                "TOKEN_VALIDATION_ERROR");
        assertThat(answer.json().path("error").asText())
                .isEqualTo("Token validation failed: Proof of possession required");
    }

    @Test
    void tokenIsRefusedWithoutAProof() {
        client.assertProofRefused(null, "The request needs exactly one header DPoP with a proof");
    }

    @Test
    void proofIsTakenOnce() {
        String proof = client.proof();

        client.assertAccepted(proof, subject);
        client.assertProofRefused(proof, "The DPoP proof has been used before");
    }

    @Test
    void proofOfAnotherKeyIsRefused() {
        DpopClient thief = new DpopClient(server, client.token(), DpopKey.ec());

        client.assertTokenRefused(
                thief.proof(), "The DPoP proof is of another key than the token is bound to (cnf.jkt)");
    }

    @Test
    void proofForAnotherRequestIsRefused() {
        String target = "The DPoP proof's htu has to be the public URL of the request, without query and fragment";

        client.assertProofRefused(
                client.proof("GET", DpopClient.TARGET), "The DPoP proof's htm has to be the request's method");
        client.assertProofRefused(client.proof("POST", URI.create("https://mcp.example.com/other")), target);
        client.assertProofRefused(client.proof("POST", URI.create("https://elsewhere.example.com/mcp")), target);
    }

    @Test
    void proofForAnotherTokenOrNoneIsRefused() {
        String token = "The DPoP proof's ath has to be the hash of the token";
        DpopClient other = new DpopClient(server, issuer.boundToken("bound", FOR_US, key), key);

        client.assertProofRefused(other.proof(), token);
        client.assertProofRefused(key.proof("POST", DpopClient.TARGET), token);
    }

    @Test
    void serverThatRequiresProofsAndNoncesSaysSoAndTakesNothingElse() {
        Map<String, String> settings = Map.of("dpop", "required", "dpop_nonce", "required");
        try (ProtectedServer strict = ProtectedServer.start(servers, jdk, issuer, settings)) {
            HttpAnswer metadata = strict.read("/.well-known/oauth-protected-resource/mcp");
            assertThat(metadata.json().path("dpop_bound_access_tokens_required").asBoolean())
                    .isTrue();
            assertThat(metadata.json().path("dpop_signing_alg_values_supported"))
                    .extracting(name -> name.asText())
                    .contains("ES256", "PS256", "EdDSA");

            DpopClient demanded = new DpopClient(strict, client.token(), key);
            String nonce = demanded.assertNonceWanted(demanded.proof());
            demanded.assertAccepted(demanded.proofWithNonce(nonce), subject);
            demanded.assertNonceWanted(demanded.proofWithNonce("made-up"));

            String unbound = issuer.clientCredentials(provider.plainClient(), FOR_US);
            strict.assertRefused(unbound, "Proof of possession required");
            server.assertAccepted(unbound, Jwt.of(unbound).subject());
        }
    }
}
