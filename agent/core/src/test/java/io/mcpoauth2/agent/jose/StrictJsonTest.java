package io.mcpoauth2.agent.jose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private final StrictJson json = new StrictJson(200_000);

    @Test
    void valuesBecomeJdkTypes() throws MalformedJsonException {
        assertThat(json.parseObject(
                        "{\"s\":\"\\u00e9\",\"l\":-7,\"d\":1.5,\"b\":9223372036854775808,\"t\":true,\"n\":null,\"a\":[1,{}]} "
                                .getBytes(UTF_8)))
                .containsEntry("s", "é")
                .containsEntry("l", -7L)
                .containsEntry("d", new BigDecimal("1.5"))
                .containsEntry("b", new BigDecimal("9223372036854775808"))
                .containsEntry("t", true)
                .containsEntry("n", null)
                .containsEntry("a", List.of(1L, Map.of()));
    }

    @Test
    void resultCannotBeChanged() throws MalformedJsonException {
        Map<String, @Nullable Object> object = json.parseObject("{\"a\":[1]}".getBytes(UTF_8));
        assertThatThrownBy(() -> object.put("b", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(object.get("a"))
                .isInstanceOfSatisfying(
                        List.class,
                        list -> assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class));
    }

    @ParameterizedTest(name = "A9 {0} is refused")
    @ValueSource(
            strings = {
                "{\"aud\":1,\"aud\":1}",
                "{\"aud\":1,\"\\u0061ud\":2}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{\"a\":[{\"b\":1,\"b\":2}]}",
            })
    @DisplayName("A9")
    void duplicateMembersAreRefused(String text) {
        assertRefused(text.getBytes(UTF_8));
    }

    @ParameterizedTest(name = "A10 {0} is refused")
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "\"text\"",
                "null",
                "1",
                "{",
                "{}x",
                "{}{}",
                "{} null",
                "{}\u0000",
                "\uFEFF{}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":1e400000}",
                "{\"a\":1e-400000}",
                "{\"a\":1e99999999999}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":1,}",
                "{\"a\":[1,]}",
                "{/**/}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00\\ud800\"}",
                "{\"\\ud800\":1}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":[}"
            })
    @DisplayName("A10")
    void whatIsNotOneStrictObjectIsRefused(String text) {
        assertRefused(text.getBytes(UTF_8));
    }

    @ParameterizedTest(name = "A10 {0} is refused, whose low byte is a hex digit")
    @ValueSource(strings = {"\u0130", "\u0139", "\u0141", "\u0146", "\u0161", "\u0166", "\uC244"})
    @DisplayName("A10 Jackson's reader of characters takes a character for a hex digit if its low byte is one")
    void otherCharacterInPlaceOfHexDigitIsRefused(String digit) {
        assertRefused(("{\"a\":\"\\u00" + digit + "1\"}").getBytes(UTF_8));
        assertRefused(("{\"\\u" + digit + "061ud\":1}").getBytes(UTF_8));
        assertRefused(("{\"a\":\"\\\\\\u004" + digit + "\"}").getBytes(UTF_8));
    }

    @Test
    void escapesAreRead() throws MalformedJsonException {
        assertThat(json.parseObject("{\"\\u0061\":\"\\u00aF\\\\u00Ĵ1\\n\\\"\\u0039\"}".getBytes(UTF_8)))
                .isEqualTo(Map.of("a", "\u00AF\\u00Ĵ1\n\"9"));
    }

    @Test
    @DisplayName("A10 100 000 nested arrays are refused without a StackOverflowError")
    void deepNestingIsRefused() {
        assertRefused(("{\"a\":" + "[".repeat(100_000)).getBytes(UTF_8));
        assertRefused("{\"a\":".repeat(15_000).getBytes(UTF_8));
    }

    @Test
    @DisplayName("A10 a number of many digits is refused")
    void longNumberIsRefused() {
        assertRefused(("{\"a\":" + "9".repeat(100_000) + "}").getBytes(UTF_8));
    }

    @Test
    @DisplayName("A10 other encodings than UTF-8 are refused")
    void otherEncodingsAreRefused() {
        assertRefused("{}".getBytes(StandardCharsets.UTF_16));
        assertRefused("{}".getBytes(StandardCharsets.UTF_16LE));
        assertRefused("{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1));
        byte[] overlong = "{\"a\":\"xx\"}".getBytes(UTF_8);
        overlong[6] = (byte) 0xC0;
        overlong[7] = (byte) 0xAF;
        assertRefused(overlong);
        byte[] encodedSurrogate = "{\"a\":\"xxx\"}".getBytes(UTF_8);
        encodedSurrogate[6] = (byte) 0xED;
        encodedSurrogate[7] = (byte) 0xA0;
        encodedSurrogate[8] = (byte) 0x80;
        assertRefused(encodedSurrogate);
    }

    @Test
    void messageQuotesNothing() {
        assertThatThrownBy(() -> json.parseObject("{\"secret\":\"secret\" secret}".getBytes(UTF_8)))
                .isInstanceOf(MalformedJsonException.class)
                .hasNoCause()
                .message()
                .doesNotContain("secret");
    }

    private void assertRefused(byte[] document) {
        assertThatThrownBy(() -> json.parseObject(document))
                .as(() -> Arrays.toString(Arrays.copyOf(document, Math.min(20, document.length))))
                .isInstanceOf(MalformedJsonException.class);
    }
}
