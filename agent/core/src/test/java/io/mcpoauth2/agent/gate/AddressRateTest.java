package io.mcpoauth2.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.exchange.SampleRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How often an address may ask for what costs work. */
class AddressRateTest {
    private final AtomicLong now = new AtomicLong();
    private final AddressRate rate = new AddressRate(
            2,
            new ClientAddress(TestSettings.defaults()
                    .with("trusted_proxies", "10.0.0.0/8")
                    .build()
                    .senderConstraints()
                    .trustedProxies()),
            now::get);

    @Test
    void eachAddressHasItsOwnWithinAMinute() {
        assertThat(rate.take(from("192.0.2.1"))).isTrue();
        assertThat(rate.take(from("192.0.2.1"))).isTrue();
        assertThat(rate.take(from("192.0.2.1"))).isFalse();
        assertThat(rate.take(from("192.0.2.2"))).isTrue();

        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(rate.take(from("192.0.2.1"))).isTrue();
    }

    @Test
    void refusedRequestsDoNotProlongIt() {
        take(from("192.0.2.1"), 2);
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(rate.take(from("192.0.2.1"))).isFalse();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(rate.take(from("192.0.2.1"))).isTrue();
    }

    @Test
    void networkOfOneHostIsOneAddress() {
        take(from("2001:db8:1:2::1"), 1);
        take(from("2001:db8:1:2:ffff::2"), 1);
        assertThat(rate.take(from("2001:db8:1:2::3"))).isFalse();
        assertThat(rate.take(from("2001:db8:1:3::1"))).isTrue();
    }

    @Test
    void trustedProxiesSayWhoTheirClientsAreAndNobodyElseDoes() {
        take(from("10.0.0.1").header("X-Forwarded-For", "192.0.2.1"), 2);
        assertThat(rate.take(from("192.0.2.1"))).isFalse();
        assertThat(rate.take(from("10.0.0.2").header("X-Forwarded-For", "192.0.2.7")))
                .isTrue();
        assertThat(rate.take(from("192.0.2.1").header("X-Forwarded-For", "192.0.2.9")))
                .isFalse();
    }

    @Test
    void unknownAddressesAreOne() {
        take(SampleRequest.post("/mcp"), 2);
        assertThat(rate.take(SampleRequest.post("/mcp"))).isFalse();
    }

    private void take(SampleRequest request, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(rate.take(request)).isTrue();
        }
    }

    private static SampleRequest from(String address) {
        try {
            return SampleRequest.post("/mcp").peer(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
