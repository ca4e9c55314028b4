package io.mcpoauth2.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6HostTest {
    @ParameterizedTest
    @CsvSource({
        "[0:0:0:0:0:0:0:1], [::1]",
        "[::], [::]",
        "[0000:0::0.0.0.1], [::1]",
        "[1:0:0:0:0:0:0:0], [1::]",
        "[2001:DB8::A], [2001:db8::a]",
        "[1:0:3:4:5:6:7:8], [1:0:3:4:5:6:7:8]",
        "[1:0:0:4:0:0:7:8], [1::4:0:0:7:8]",
        "[1:0:0:4:0:0:0:8], [1:0:0:4::8]",
        "[1:2:3:4:5:6:7:8], [1:2:3:4:5:6:7:8]",
        "[0:0:3:4:5:6:0:0], [::3:4:5:6:0:0]",
        "[::ffff:127.0.0.1], [::ffff:7f00:1]",
        "[::ffff:7f00:1], [::ffff:7f00:1]",
        "[64:ff9b::192.0.2.33], [64:ff9b::c000:221]"
    })
    void addressHasTheSpellingOfBrowsers(String written, String sent) {
        assertThat(Ipv6Host.canonical(written)).isEqualTo(sent);
        assertThat(Ipv6Host.parse(written)).contains(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "127.0.0.1", "::1", "[::1", "[]", "[:]", "[1:2]", "[1.2.3.4]", "[fe80::1%eth0]"})
    void whatIsNoAddressInBracketsStaysAsItIs(String host) {
        assertThat(Ipv6Host.canonical(host)).isEqualTo(host);
        assertThat(Ipv6Host.parse(host)).isEmpty();
    }
}
