package io.mcpoauth2.agent.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUriTest {
    @ParameterizedTest(name = "H3 {0} is {1}")
    @CsvSource({
        "https://h/mcp, https://h/mcp",
        "HTTPS://H.Example:443/Mcp, https://h.example/Mcp",
        "http://h:80/, http://h/",
        "http://h:443/, http://h:443/",
        "https://h, https://h/",
        "https://h:8443, https://h:8443/",
        "https://[2001:DB8::1]/a, https://[2001:db8::1]/a",
        "https://[2001:db8:0:0:0:0:0:1]/a, https://[2001:db8::1]/a",
        "https://h:0/, https://h:0/",
        "https://h/%7Ea%2db%41, https://h/~a-bA",
        "https://h/%61%7a%41%5A%30%39, https://h/azAZ09",
        "https://h/%60%7b%40%5B%2f%3a, https://h/%60%7B%40%5B%2F%3A",
        "https://h/%41, https://h/A",
        "https://h/%c3%a9%2f%2F, https://h/%C3%A9%2F%2F",
        "https://h/a/./b/../c, https://h/a/c",
        "https://h/../../a, https://h/a",
        "https://h/a/.., https://h/",
        "https://h/a/b/., https://h/a/b/",
        "https://h/a//b, https://h/a//b",
        "https://h/%2e%2e/a, https://h/a",
        "https://h/...., https://h/....",
    })
    @DisplayName("H3")
    void addressesThatAreEqualHaveOneSpelling(String text, String normal) {
        assertThat(TargetUri.normalised(text)).contains(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mcp",
                "/mcp",
                "//h/mcp",
                "ftp://h/",
                "file:///etc/passwd",
                "https://",
                "https:///x",
                "https://u@h/",
                "https://h/?",
                "https://h/?x",
                "https://h/#",
                "https://h/ x",
                "https://h/%zz",
                "https://h/%2",
                "mailto:a@h"
            })
    void whatIsNoPlainHttpAddressHasNone(String text) {
        assertThat(TargetUri.normalised(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/%4, /%4", "/%, /%", "/%0g, /%0g", "/%g0, /%g0", "/%g041, /%g041", "/%00, /%00", "/%0041, /%0041"})
    void pathOfARequestLineMayHaveAnyPercentSigns(String path, String normal) {
        assertThat(TargetUri.normalisedPath(path)).isEqualTo(normal);
    }

    @Test
    void overlongAddressHasNone() {
        assertThat(TargetUri.normalised("https://h/" + "x".repeat(4086))).isPresent();
        assertThat(TargetUri.normalised("https://h/" + "x".repeat(4096))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/a/mcp, /a/mcp, https://h/a/mcp, true",
        "https://h/a/mcp, /mcp, https://h/mcp, true",
        "https://h/a/mcp, /mcp, https://h/a/mcp, true",
        "https://h/a/mcp, /cp, https://h/a/mcp, false",
        "https://h/a/mcp, /messages, https://h/messages, true",
        "https://h/a/mcp, /messages, https://h/a/mcp, false",
        "https://h/mcp, /a/../mcp, https://h/mcp, true",
        "https://h/mcp, /%6dcp, https://h/mcp, true",
        "https://h:8443/mcp, /mcp, https://h:8443/mcp, true",
        "https://h:8443/mcp, /mcp, https://h/mcp, false",
        "https://h, '', https://h/, true",
        "https://h, /, https://h, true",
        "https://h/mcp, *, https://h/*, false",
    })
    void requestsAddressIsTheConfiguredOriginWithItsPath(String resource, String rawPath, String named, boolean same) {
        assertThat(new RequestTarget(URI.create(resource), true).is(named, rawPath))
                .isEqualTo(same);
    }
}
