package io.mcpoauth2.agent.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost", "[::1]", "127.0.0.1", "127.90.0.9"})
    void thisMachineIsLoopback(String host) {
        assertThat(Loopback.contains(host)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "127",
                "127.1",
                "127.0.1",
                "127.0.0.0.1",
                "127.0.0.a",
                "127.0.0./",
                "127.0.0.:",
                "128.0.0.1",
                "127.0.0.1.example",
                "localhost.example",
                "[::2]",
                "0.0.0.0",
                "[::ffff:127.0.0.1]"
            })
    void everythingElseIsNot(@Nullable String host) {
        assertThat(Loopback.contains(host)).isFalse();
    }
}
