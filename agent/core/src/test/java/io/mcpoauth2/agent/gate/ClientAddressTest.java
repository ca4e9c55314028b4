package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.exchange.SampleRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
    private final ClientAddress addresses = new ClientAddress(TestSettings.defaults()
            .with("trusted_proxies", "10.0.0.0/8", "fd00::/8")
            .build()
            .senderConstraints()
            .trustedProxies());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1 | 192.0.2.7 | 192.0.2.7",
                "10.0.0.1 | 203.0.113.9, 192.0.2.7 | 192.0.2.7",
                "10.0.0.1 | 192.0.2.7, 10.0.0.2 | 192.0.2.7",
                "10.0.0.1 | 192.0.2.7,10.0.0.3 , 10.0.0.2 | 192.0.2.7",
                "10.0.0.1 | 2001:db8::1 | 2001:db8:0:0:0:0:0:1",
                "10.0.0.1 | [2001:db8::1] | 2001:db8:0:0:0:0:0:1",
                "10.0.0.1 | unknown | 10.0.0.1",
                "10.0.0.1 | 192.0.2.7, localhost, 10.0.0.2 | 10.0.0.2",
                "10.0.0.1 | 10.0.0.9 | 10.0.0.9",
                "10.0.0.1 | ,, | 10.0.0.1",
                "192.0.2.1 | 203.0.113.9 | 192.0.2.1",
                "fd00::1 | 192.0.2.7 | 192.0.2.7"
            })
    void theLastAddressThatIsNoProxysIsTheClients(String peer, String forwarded, String client)
            throws UnknownHostException {
        SampleRequest request =
                SampleRequest.post("/mcp").peer(InetAddress.getByName(peer)).header("X-Forwarded-For", forwarded);
        assertThat(addresses.of(request)).map(InetAddress::getHostAddress).contains(client);
    }

    @Test
    void severalLinesAreOne() throws UnknownHostException {
        SampleRequest request = SampleRequest.post("/mcp")
                .peer(InetAddress.getByName("10.0.0.1"))
                .header("X-Forwarded-For", "203.0.113.9")
                .header("X-Forwarded-For", "192.0.2.7");
        assertThat(addresses.of(request)).map(InetAddress::getHostAddress).contains("192.0.2.7");
    }

    @Test
    void listsWithoutEndAreReadFromTheirEnd() throws UnknownHostException {
        SampleRequest request = SampleRequest.post("/mcp")
                .peer(InetAddress.getByName("10.0.0.1"))
                .header("X-Forwarded-For", "192.0.2.7," + "10.0.0.2,".repeat(1_000) + "10.0.0.3");
        assertThat(addresses.of(request)).map(InetAddress::getHostAddress).contains("10.0.0.2");
    }

    @Test
    void aConnectionWithoutAnAddressHasNone() {
        assertThat(addresses.of(SampleRequest.post("/mcp").header("X-Forwarded-For", "192.0.2.7")))
                .isEmpty();
    }
}
