package io.mcpoauth2.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @Test
    void lettersOfAsciiAloneHaveALowerCase() {
        assertThat(Text.asciiLowerCase("@AMZ[`az{09")).isEqualTo("@amz[`az{09");
        assertThat(Text.asciiLowerCase("\u212A\u0130\u00C4")).isEqualTo("\u212A\u0130\u00C4");
    }

    @ParameterizedTest
    @CsvSource({"at+jwt, at+jwt", "Application/AT+JWT, at+jwt", "application/, ''", "text/jwt, text/jwt"})
    void mediaTypeMayLackItsBeginning(String type, String name) {
        assertThat(Text.mediaType(type)).isEqualTo(name);
    }

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
