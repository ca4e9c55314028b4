package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.http.FetchResult;
import io.mcpoauth2.agent.http.HttpFetcher;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fetches an issuer's key set over HTTP, from a configured address or the one its metadata names. */
final class RemoteKeys implements KeyFetch {
    private final String issuer;
    private final Optional<URI> configured;
    private final Discovery discovery;
    private final HttpFetcher http;
    private final KeySetParser parser = new KeySetParser();
    private volatile @Nullable URI discovered;

    RemoteKeys(String issuer, Optional<URI> configured, Discovery discovery, HttpFetcher http) {
        this.issuer = issuer;
        this.configured = configured;
        this.discovery = discovery;
        this.http = http;
    }

    @Override
    public Result fetch(boolean rediscover) {
        URI address = configured.orElse(rediscover ? null : discovered);
        if (address == null) {
            Discovery.Result found = discovery.discover(issuer);
            if (found instanceof Discovery.Result.Failed failed) {
                return new Result.Failed(failed.reason());
            }
            Optional<URI> published =
                    ((Discovery.Result.Found) found).metadata().jwksUri();
            if (published.isEmpty()) {
                return new Result.Failed("the metadata of " + issuer + " has no jwks_uri that is an https address");
            }
            address = published.get();
        }
        Result result = fetchFrom(address);
        discovered = result instanceof Result.Fetched ? address : null;
        return result;
    }

    private Result fetchFrom(URI address) {
        FetchResult fetched = http.get(address, KeySetParser.MAX_DOCUMENT);
        if (fetched instanceof FetchResult.Failed failed) {
            return new Result.Failed(address + ": " + failed.reason());
        }
        FetchResult.Answered answer = (FetchResult.Answered) fetched;
        if (answer.status() != 200) {
            return new Result.Failed(address + ": status " + answer.status());
        }
        if (!answer.mayBeJson()) {
            return new Result.Failed(address + ": an answer of another content type than JSON");
        }
        try {
            return new Result.Fetched(parser.parse(answer.body()));
        } catch (MalformedJsonException e) {
            return new Result.Failed(address + ": " + e.getMessage());
        }
    }
}
