package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.Servers;
import java.net.URI;
import java.util.Map;

/**
 * A client of an MCP server that holds a token which is bound to its key (RFC 9449 §7).
 *
 * @param token by the scheme DPoP
 */
record DpopClient(ProtectedServer server, String token, DpopKey key) {
    /** Where clients believe to send requests, whatever the port behind. */
    static final URI TARGET = URI.create(Servers.AUDIENCE);

    /** Makes a proof for one request. */
    String proof() {
        return proof("POST", TARGET);
    }

    /** Makes a proof of this key and token for another request. */
    String proof(String method, URI target) {
        return key.proof(method, target, token, null);
    }

    /** Makes a proof for one request with a nonce of the server. */
    String proofWithNonce(String nonce) {
        return key.proof("POST", TARGET, token, nonce);
    }

    /** The handler runs, and knows who is calling. */
    void assertAccepted(String proof, String subject) {
        server.assertAccepted(headers(proof), subject);
    }

    /**
     * The proof is refused for this reason, and no handler runs.
     *
     * @param proof null for none
     */
    void assertProofRefused(String proof, String details) {
        HttpAnswer answer = assertRefused(proof, "Invalid DPoP proof", "invalid_dpop_proof");
        assertThat(answer.json().path("details").asText()).isEqualTo(details);
    }

    /** The token is refused for this reason although the proof is right, and no handler runs. */
    void assertTokenRefused(String proof, String details) {
        HttpAnswer answer = assertRefused(proof, "Proof of possession required", "invalid_token");
        assertThat(answer.json().path("details").asText()).isEqualTo(details);
    }

    /** The server asks for a nonce, which is returned, and no handler runs. */
    String assertNonceWanted(String proof) {
        HttpAnswer answer = assertRefused(proof, "DPoP nonce required", "use_dpop_nonce");
        assertThat(answer.headers("DPoP-Nonce")).hasSize(1);
        return answer.header("DPoP-Nonce").orElseThrow();
    }

    private HttpAnswer assertRefused(String proof, String reason, String code) {
        HttpAnswer answer = server.refusal(headers(proof), 401, "TOKEN_VALIDATION_ERROR");
        assertThat(answer.json().path("error").asText()).isEqualTo("Token validation failed: " + reason);
        assertThat(answer.headers("WWW-Authenticate"))
                .anyMatch(challenge ->
                        challenge.startsWith("DPoP algs=\"ES256 ") && challenge.contains(", error=\"" + code + "\""));
        return answer;
    }

    private Map<String, String> headers(String proof) {
        String authorization = "DPoP " + token;
        return proof == null
                ? Map.of("Authorization", authorization)
                : Map.of("Authorization", authorization, "DPoP", proof);
    }
}
