package io.mcpoauth2.agent.jose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** JSONTestSuite's documents, read as strict JSON. */
class StrictJsonVectorsTest {
    private final StrictJson json = new StrictJson(200_000);

    @Test
    @DisplayName("A9, A10 a document is read as a member's value if and only if it is strict JSON")
    void strictJsonIsReadAsMember() {
        Comparison<String> comparison = new Comparison<>();
        for (JsonVectors.Document document : JsonVectors.all()) {
            boolean accepted = isAccepted(document.between("{\"v\":", "}"));
            comparison.add(document.name(), "as member", document.isJson(), accepted);
        }
        comparison.agreesExceptFor(JsonVectors.REFUSED);
    }

    @Test
    @DisplayName("A9, A10 a document is read for itself if and only if it is a strict JSON object")
    void strictObjectIsReadForItself() {
        for (JsonVectors.Document document : JsonVectors.all()) {
            assertThat(isAccepted(document.bytes()))
                    .as(document.name())
                    .isEqualTo(document.isStrict() && document.isObject());
        }
    }

    private boolean isAccepted(byte[] document) {
        try {
            json.parseObject(document);
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }
}
