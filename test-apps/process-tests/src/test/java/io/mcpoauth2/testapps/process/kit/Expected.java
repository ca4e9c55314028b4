package io.mcpoauth2.testapps.process.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.Servers;
import java.util.List;

/** What has to come of a request (REQUIREMENTS section 4: 401i, 401n, 400r and their kin). */
enum Expected {
    ACCEPTED("200"),
    INVALID_TOKEN("401 invalid_token"),
    /** A token that is not proven to be the sender's, where DPoP has to do with it. */
    UNPROVEN_TOKEN("401 invalid_token, for DPoP too"),
    INVALID_PROOF("401 invalid_dpop_proof"),
    NO_TOKEN("401 without an error code"),
    INVALID_REQUEST("400 invalid_request"),
    INSUFFICIENT_SCOPE("403 insufficient_scope"),
    /** By the server itself or by the agent, whoever reads it first. */
    REFUSED_BY_ANYONE("400 or 431");

    static final String CHALLENGE_END =
            "resource_metadata=\"" + Servers.METADATA_URL + "\", scope=\"" + Kit.SCOPE + '"';

    private final String words;

    Expected(String words) {
        this.words = words;
    }

    /** Whether the tool runs. */
    boolean runs() {
        return this == ACCEPTED;
    }

    void check(HttpAnswer answer) {
        switch (this) {
            case ACCEPTED -> {
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                assertThat(answer.body()).contains(Sent.TEXT);
            }
            case INVALID_TOKEN -> {
                String challenge = refusal(answer, 401, "TOKEN_VALIDATION_ERROR");
                assertThat(challenge)
                        .startsWith("Bearer error=\"invalid_token\", error_description=\"")
                        .endsWith("\", " + CHALLENGE_END);
            }
            case UNPROVEN_TOKEN -> {
                List<String> challenges = refusal(answer, 401, "TOKEN_VALIDATION_ERROR", 2);
                assertThat(challenges.get(0))
                        .startsWith("Bearer error=\"invalid_token\", error_description=\"")
                        .endsWith("\", " + CHALLENGE_END);
                assertThat(challenges.get(1))
                        .startsWith("DPoP algs=\"ES256 ")
                        .contains("\", error=\"invalid_token\", error_description=\"");
            }
            case INVALID_PROOF -> {
                List<String> challenges = refusal(answer, 401, "TOKEN_VALIDATION_ERROR", 2);
                assertThat(challenges.get(0)).isEqualTo("Bearer " + CHALLENGE_END);
                assertThat(challenges.get(1))
                        .startsWith("DPoP algs=\"ES256 ")
                        .contains("\", error=\"invalid_dpop_proof\", error_description=\"")
                        .endsWith("resource_metadata=\"" + Servers.METADATA_URL + '"');
                assertThat(answer.headers("DPoP-Nonce")).isEmpty();
            }
            case NO_TOKEN -> {
                String challenge = refusal(answer, 401, "TOKEN_VALIDATION_ERROR");
                assertThat(challenge).isEqualTo("Bearer " + CHALLENGE_END);
            }
            case INVALID_REQUEST -> {
                String challenge = refusal(answer, 400, "INVALID_REQUEST");
                assertThat(challenge).startsWith("Bearer error=\"invalid_request\", error_description=\"");
            }
            case INSUFFICIENT_SCOPE -> {
                String challenge = refusal(answer, 403, "INSUFFICIENT_PERMISSIONS");
                assertThat(challenge)
                        .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"" + Kit.SCOPE
                                + "\", resource_metadata=\"" + Servers.METADATA_URL + '"');
            }
            case REFUSED_BY_ANYONE -> assertThat(answer.status()).isIn(400, 431);
        }
    }

    private static String refusal(HttpAnswer answer, int status, String code) {
        return refusal(answer, status, code, 1).get(0);
    }

    private static List<String> refusal(HttpAnswer answer, int status, String code, int challenges) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("code").asText()).isEqualTo(code);
        assertThat(answer.json().path("error").asText()).isNotEmpty();
        assertThat(answer.json().path("details").asText()).isNotEmpty();
        assertThat(answer.headers("Content-Type")).containsExactly("application/json");
        assertThat(answer.headers("Cache-Control")).containsExactly("no-store");
        List<String> lines = answer.headers("WWW-Authenticate");
        assertThat(lines)
                .hasSize(challenges)
                .allSatisfy(line -> assertThat(line).matches("[ -~]+"));
        return lines;
    }

    @Override
    public String toString() {
        return words;
    }
}
