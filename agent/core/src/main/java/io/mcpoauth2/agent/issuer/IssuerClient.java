package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.http.BearerFile;
import io.mcpoauth2.agent.http.Deadline;
import io.mcpoauth2.agent.http.FetchResult;
import io.mcpoauth2.agent.http.FormPost;
import io.mcpoauth2.agent.http.Get;
import io.mcpoauth2.agent.http.HttpFetcher;
import io.mcpoauth2.agent.http.Origin;
import java.io.IOException;
import java.net.URI;
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

    /**
     * @param issuer its name, which may be no address
     * @param jwksUri as configured
     * @param http trusts whom the issuer's settings say
     */
    IssuerClient(URI issuer, Optional<URI> jwksUri, Optional<BearerFile> bearer, HttpFetcher http) {
        this.issuer = issuer;
        this.jwksUri = jwksUri;
        this.bearer = bearer;
        this.http = http;
    }

    Deadline deadline() {
        return http.deadline();
    }

    FetchResult get(URI address, int maxBytes, Deadline deadline) {
        if (bearer.isEmpty() || !mayKnowBearer(address)) {
            return http.get(new Get(address, maxBytes), deadline);
        }
        String authorization;
        try {
            authorization = bearer.get().authorization();
        } catch (IOException e) {
            return new FetchResult.Failed(String.valueOf(e.getMessage()), true);
        }
        return http.get(new Get(address, maxBytes, Optional.of(authorization)), deadline);
    }

    /** Sends a form, which has its own credential. */
    public FetchResult post(FormPost request) {
        return http.post(request);
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
