package io.mcpoauth2.agent.jose;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;

/** Strict JSON of any bytes. */
class StrictJsonFuzzTest {
    private static final ObjectMapper WRITER = new ObjectMapper();
    private final StrictJson json = new StrictJson(100_000);

    @DisplayName("A9, A10 what is read is what another reader reads, and is read again when written")
    @FuzzTest(maxDuration = "10s")
    void whatIsReadHasOneMeaning(byte[] document) throws JsonProcessingException, MalformedJsonException {
        Map<String, @Nullable Object> object;
        try {
            object = json.parseObject(document);
        } catch (MalformedJsonException e) {
            return;
        }
        assertThat(JsonOracle.areEqual(object, JsonOracle.read(document))).isTrue();
        assertThat(json.parseObject(WRITER.writeValueAsBytes(object))).isEqualTo(object);
    }
}
