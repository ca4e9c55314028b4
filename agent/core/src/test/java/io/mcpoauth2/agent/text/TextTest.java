package io.mcpoauth2.agent.text;

import static org.assertj.core.api.Assertions.assertThat;

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
}
