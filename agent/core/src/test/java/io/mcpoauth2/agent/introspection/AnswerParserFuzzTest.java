package io.mcpoauth2.agent.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.agent.fetch.FetchResult;
import io.mcpoauth2.agent.jose.JsonOracle;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

/** What an issuer may answer about a token: any bytes. */
class AnswerParserFuzzTest {
    private final AnswerParser parser = new AnswerParser(Optional.empty());

    @DisplayName("G9 a token is active if and only if the answer says true, and inactive if it says false")
    @FuzzTest(maxDuration = "10s")
    void activeIsWhatTheAnswerSaysIs(byte[] body) {
        Answer answer = parser.parse(new FetchResult.Answered(200, "application/json", Optional.empty(), body));
        if (answer instanceof Answer.Unavailable unavailable) {
            assertThat(unavailable.reason().chars()).allMatch(c -> c >= ' ' && c <= '~');
            return;
        }
        JsonNode active = JsonOracle.read(body).required("active");
        assertThat(active.isBoolean()).isTrue();
        assertThat(answer instanceof Answer.Active).isEqualTo(active.booleanValue());
        if (answer instanceof Answer.Active said) {
            assertThat(said.claims()).hasSize(JsonOracle.read(body).size());
        }
    }
}
