package io.mcpoauth2.agent.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.jose.JsonVectors;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** JSONTestSuite's documents as key sets and as keys. */
class KeySetJsonVectorsTest {
    @Test
    @DisplayName("G6 none of the documents is a key set")
    void noDocumentIsAKeySet() {
        for (JsonVectors.Document document : JsonVectors.all()) {
            assertThat(isKeySet(document.bytes())).as(document.name()).isFalse();
        }
    }

    @Test
    @DisplayName("A9, A10 a set with a document as key or as member is read if and only if it is strict JSON")
    void strictMemberIsReadInKeySet() {
        for (JsonVectors.Document document : JsonVectors.all()) {
            assertThat(isKeySet(document.between("{\"keys\":[0,", "]}")))
                    .as(document.name())
                    .isEqualTo(document.isStrict());
            assertThat(isKeySet(document.between("{\"keys\":[],\"v\":", "}")))
                    .as(document.name())
                    .isEqualTo(document.isStrict());
        }
    }

    /** Whether it is read; no document has a key in it. */
    private static boolean isKeySet(byte[] document) {
        try {
            assertThat(new KeySetParser().parse(document).keys()).isEmpty();
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }
}
