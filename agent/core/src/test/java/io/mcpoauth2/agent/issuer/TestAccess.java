package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.fetch.HttpFetcher;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/** The way to an issuer of a test, as settings make it. */
public final class TestAccess {
    private TestAccess() {}

    /** A client that waits long enough for whatever answers at all. */
    public static HttpFetcher http() {
        return new HttpFetcher(Duration.ofSeconds(20), Duration.ofSeconds(20), System::nanoTime);
    }

    public static IssuerAccess to(String issuer) {
        return to(issuer, http(), TestSettings.defaults());
    }

    public static IssuerAccess to(String issuer, HttpFetcher http, TestSettings settings) {
        return Objects.requireNonNull(
                IssuerAccess.of(settings.with("issuer", issuer).build(), http, Clock.systemUTC())
                        .get(issuer));
    }
}
