package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/health",
                "/health/",
                "/health/live",
                "/a.b/c-d_e~f",
                "/...",
                "/.well-known/x",
                "/..a/b..",
                "/a.",
                "/!$&'()*+,="
            })
    void pathThatEveryServerReadsAlikeIsPlain(String path) {
        assertThat(RawPath.isPlain(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "health",
                "http://h/health",
                "//",
                "//health",
                "/health//live",
                "/health//",
                "/.",
                "/..",
                "/./health",
                "/../health",
                "/health/.",
                "/health/..",
                "/health/./x",
                "/health/../mcp",
                "/health/..;/mcp",
                "/mcp;x=.css",
                "/%6dcp",
                "/mcp%2f",
                "/%2e%2e/mcp",
                "/health/%2e%2e/mcp",
                "/health%",
                "/mcp%00",
                "\\mcp",
                "/health\\..\\mcp",
                "/health/\u0000",
                "/health\t",
                "/health ",
                "/health\r\n",
                "/hëalth",
                "/health/\uFF0E\uFF0E/mcp",
                "/health?x",
                "/health#x",
                "/health:x",
                "/health@x",
                "/health|x",
                "/health\"",
                "/health<",
                "/health\u007f"
            })
    @DisplayName("I1: a spelling that servers could read differently is not plain")
    void pathThatServersCouldReadDifferentlyIsNotPlain(String path) {
        assertThat(RawPath.isPlain(path)).isFalse();
    }

    @Test
    @DisplayName("I1: the alphabet is exactly unreserved and sub-delims without the semicolon")
    void alphabetIsExactlyUnreservedAndSubDelimsWithoutSemicolon() {
        Set<Character> plain = new TreeSet<>();
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            if (RawPath.isPlain("/a" + (char) c + "a")) {
                plain.add((char) c);
            }
        }
        Set<Character> expected = new TreeSet<>();
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,=/"
                .chars()
                .forEach(c -> expected.add((char) c));

        assertThat(plain).isEqualTo(expected);
    }
}
