package io.mcpoauth2.agent.jose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeyIdsTest {
    @Test
    @DisplayName("A6 what is said of a kid is the kid only if it is short and plain")
    void kidIsShownIfItIsPlain() {
        String plain = "azAZ09-_";
        assertThat(KeyIds.printable(plain)).isEqualTo(" (kid azAZ09-_)");
        assertThat(KeyIds.printable("k".repeat(64))).isEqualTo(" (kid " + "k".repeat(64) + ")");
        assertThat(KeyIds.printable("k".repeat(65))).isEqualTo(" (kid of 65 characters)");
        assertThat(KeyIds.printable("")).isEqualTo(" (kid of 0 characters)");
        for (String odd : "` { @ [ / : . \n \u00E4".split(" ", -1)) {
            assertThat(KeyIds.printable(plain + odd)).isEqualTo(" (kid of 9 characters, not shown)");
        }
    }
}
