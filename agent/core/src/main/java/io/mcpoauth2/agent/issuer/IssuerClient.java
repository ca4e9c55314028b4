package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.fetch.BearerFile;
import io.mcpoauth2.agent.fetch.Deadline;
import io.mcpoauth2.agent.fetch.FetchResult;
import io.mcpoauth2.agent.fetch.FormPost;
import io.mcpoauth2.agent.fetch.Get;
import io.mcpoauth2.agent.fetch.HttpFetcher;
import io.mcpoauth2.agent.fetch.Origin;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Speaks with one issuer: by the certificates that count for it, and with the bearer token that its keys may want (row K8).
 *
 * <p>The token goes to addresses that are configured or the issuer's own, and by https alone: an address that the metadata
 * name elsewhere must not learn it.
 */
public final class IssuerClient {
    private final URI issuer;
    private final Optional<URI> jwksUri;
    private final Optional<BearerFile> bearer;
    private final HttpFetcher http;
    private final Clock clock;
    private volatile Optional<Duration> clockDifference = Optional.empty();

    /**
     * @param issuer its name, which may be no address
     * @param jwksUri as configured
     * @param http trusts whom the issuer's settings say
     * @param clock is compared with the issuer's
     */
    IssuerClient(URI issuer, Optional<URI> jwksUri, Optional<BearerFile> bearer, HttpFetcher http, Clock clock) {
        this.issuer = issuer;
        this.jwksUri = jwksUri;
        this.bearer = bearer;
        this.http = http;
        this.clock = clock;
    }

    Deadline deadline() {
        return http.deadline();
    }

    FetchResult get(URI address, int maxBytes, Deadline deadline) {
        if (bearer.isEmpty() || !mayKnowBearer(address)) {
            return dated(http.get(new Get(address, maxBytes), deadline));
        }
        String authorization;
        try {
            authorization = bearer.get().authorization();
        } catch (IOException e) {
            return new FetchResult.Failed(String.valueOf(e.getMessage()), true);
        }
        return dated(http.get(new Get(address, maxBytes, Optional.of(authorization)), deadline));
    }

    /** Sends a form, which has its own credential. */
    public FetchResult post(FormPost request) {
        return dated(http.post(request));
    }

    /** How far the issuer's clock was ahead of this one by its last answer, negative if behind; empty if it never said. */
    public Optional<Duration> clockDifference() {
        return clockDifference;
    }

    private FetchResult dated(FetchResult result) {
        if (result instanceof FetchResult.Answered answer && answer.date().isPresent()) {
            clockDifference = answer.date().map(date -> Duration.between(clock.instant(), date));
        }
        return result;
    }

    /** Whether there is a token that this address must not learn. */
    boolean withholdsBearer(URI address) {
        return bearer.isPresent() && !mayKnowBearer(address);
    }

    private boolean mayKnowBearer(URI address) {
        return "https".equalsIgnoreCase(address.getScheme())
                && (jwksUri.equals(Optional.of(address)) || Origin.isSame(issuer, address));
    }
}
