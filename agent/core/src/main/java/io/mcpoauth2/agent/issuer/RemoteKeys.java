package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.fetch.FetchResult;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fetches an issuer's key set over HTTP, from a configured address or the one its metadata names. */
final class RemoteKeys implements KeyFetch {
    private static final String WITHHELD =
            " (jwks_bearer_file is sent by https, to jwks_uri and to the issuer's own origin only)";

    private final String issuer;
    private final Optional<URI> configured;
    private final IssuerAccess access;
    private final KeySetParser parser = new KeySetParser();
    private final AgentLog log;
    /** Where the last keys came from. Fetches seldom overlap; the last to end has its way until keys are due. */
    private volatile @Nullable URI discovered;
    /** Whether the issuer has to be asked whether that is still the place. */
    private volatile boolean doubtful;
    /** Why it could not be asked, as the log says already. */
    private volatile String trouble = "";

    /**
     * @param configured address of the keys, skips discovery
     */
    RemoteKeys(String issuer, Optional<URI> configured, IssuerAccess access, AgentLog log) {
        this.issuer = issuer;
        this.configured = configured;
        this.access = access;
        this.log = log;
    }

    @Override
    public Result fetch(boolean rediscover) {
        URI address = configured.orElse(rediscover || doubtful ? null : discovered);
        if (address != null) {
            return fetchFrom(address);
        }
        Discovery.Result result = access.discovery().discover();
        if (result instanceof Discovery.Result.Failed failed) {
            return fetchWithoutMetadata(failed);
        }
        trouble = "";
        return ((Discovery.Result.Found) result)
                .metadata()
                .jwksUri()
                .map(this::fetchFrom)
                .orElseGet(() ->
                        new Result.Failed("the metadata of " + issuer + " has no jwks_uri that is an https address"));
    }

    /** Metadata that cannot be had now do not make the last address wrong. */
    private Result fetchWithoutMetadata(Discovery.Result.Failed failed) {
        URI last = discovered;
        if (last == null || failed.foreign()) {
            return new Result.Failed(failed.reason());
        }
        if (!trouble.equals(failed.reason())) {
            trouble = failed.reason();
            log.warn("the keys of " + issuer + " are fetched from where they were, without metadata: " + trouble);
        }
        return fetchFrom(last);
    }

    private Result fetchFrom(URI address) {
        Result result = read(address);
        doubtful = !(result instanceof Result.Fetched);
        if (!doubtful) {
            discovered = address;
        }
        return result;
    }

    private Result read(URI address) {
        FetchResult fetched = access.client()
                .get(address, KeySetParser.MAX_DOCUMENT, access.client().deadline());
        if (fetched instanceof FetchResult.Failed failed) {
            return new Result.Failed(address + ": " + failed.reason());
        }
        FetchResult.Answered answer = (FetchResult.Answered) fetched;
        String description = address + ": " + answer.description();
        if (answer.status() != 200) {
            boolean wantsMore = answer.status() == 401 || answer.status() == 403;
            return new Result.Failed(
                    wantsMore && access.client().withholdsBearer(address) ? description + WITHHELD : description);
        }
        if (!answer.mayBeJson()) {
            return new Result.Failed(description + " instead of JSON");
        }
        try {
            return new Result.Fetched(parser.parse(answer.body()));
        } catch (MalformedJsonException e) {
            return new Result.Failed(description + ": " + e.getMessage());
        }
    }
}
