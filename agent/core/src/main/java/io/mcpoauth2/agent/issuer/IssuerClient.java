package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.http.Deadline;
import io.mcpoauth2.agent.http.FetchResult;
import io.mcpoauth2.agent.http.FormPost;
import io.mcpoauth2.agent.http.Get;
import io.mcpoauth2.agent.http.HttpFetcher;
import java.net.URI;

/** Speaks with one issuer. */
public final class IssuerClient {
    private final HttpFetcher http;

    IssuerClient(HttpFetcher http) {
        this.http = http;
    }

    Deadline deadline() {
        return http.deadline();
    }

    FetchResult get(URI address, int maxBytes, Deadline deadline) {
        return http.get(new Get(address, maxBytes), deadline);
    }

    /** Sends a form, which has its own credential. */
    public FetchResult post(FormPost request) {
        return http.post(request);
    }
}
