package io.mcpoauth2.testapps.process.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A token that expires in a few seconds: long enough to be used, short enough to be waited for. */
record ExpiringToken(String value, Instant expiry) {
    private static final Duration LIFETIME = Duration.ofSeconds(6);

    /** How long after a token's expiry its streams end at most, on a machine that has much else to do. */
    private static final Duration BOUND = Duration.ofSeconds(20);

    static ExpiringToken of(Servers servers, String subject) {
        Instant expiry = Instant.now().plus(LIFETIME).truncatedTo(ChronoUnit.SECONDS);
        return new ExpiringToken(
                servers.issuer()
                        .mint(TokenSpec.valid()
                                .subject(subject)
                                .scopes("mcp:use")
                                .expiresAt(expiry)),
                expiry);
    }

    /** The server, where a token is not valid for longer than it says. */
    static ServerSpec on(ServerSpec spec) {
        return spec.setting("clock_skew", "0");
    }

    String header() {
        return "Authorization: Bearer " + value;
    }

    /** Waits for the end of a stream that was opened with this token, and says that it came when it had to. */
    void assertEnds(OpenStream stream) {
        await().atMost(LIFETIME.plus(BOUND)).until(stream::hasEnded);
        assertThat(stream.end())
                .as("the stream's end; it got %s", stream.text())
                .isAfterOrEqualTo(expiry);
        assertThat(stream.text()).doesNotContain("HTTP/1.1 401");
    }
}
