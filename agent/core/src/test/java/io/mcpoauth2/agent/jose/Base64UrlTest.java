package io.mcpoauth2.agent.jose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {
    @Test
    void canonicalTextIsDecoded() {
        assertThat(Base64Url.decode("_-8")).hasValue(new byte[] {(byte) 0xFF, (byte) 0xEF});
        assertThat(Base64Url.decode("AA")).hasValue(new byte[] {0});
        assertThat(Base64Url.decode("")).hasValue(new byte[0]);
    }

    @ParameterizedTest(name = "A11 [{0}] is refused")
    @ValueSource(
            strings = {
                "AA==",
                "AA=",
                "A",
                "AAAAA",
                "AB",
                "AAB",
                "A A",
                "AA\n",
                "A+8",
                "A/8",
                "ÄA",
                "A.A",
                "=AAA",
                "\u0141\u0141"
            })
    @DisplayName("A11")
    void otherSpellingsAreRefused(String text) {
        assertThat(Base64Url.decode(text)).isEmpty();
    }
}
