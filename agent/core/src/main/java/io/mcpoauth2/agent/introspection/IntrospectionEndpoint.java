package io.mcpoauth2.agent.introspection;

import io.mcpoauth2.agent.fetch.FetchResult;
import io.mcpoauth2.agent.issuer.Discovery;
import io.mcpoauth2.agent.issuer.IssuerAccess;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks an issuer's endpoint about one token, at the configured address or the one its metadata names. May block. */
final class IntrospectionEndpoint {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final String issuer;
    private final Optional<URI> configured;
    private final IntrospectionRequest request;
    private final AnswerParser parser;
    private final IssuerAccess access;
    private volatile @Nullable URI discovered;

    IntrospectionEndpoint(
            String issuer,
            Optional<URI> configured,
            IntrospectionRequest request,
            AnswerParser parser,
            IssuerAccess access) {
        this.issuer = issuer;
        this.configured = configured;
        this.request = request;
        this.parser = parser;
        this.access = access;
    }

    /**
     * What came of it.
     *
     * @param answer with a reason for a log line if unavailable
     * @param reached false if nobody answered, so that others need not ask now
     */
    record Reply(Answer answer, boolean reached) {}

    Reply ask(String token) {
        URI address = configured.orElse(discovered);
        if (address == null) {
            Discovery.Result found = access.discovery().discover();
            if (found instanceof Discovery.Result.Failed failed) {
                return unreached(failed.reason());
            }
            Optional<URI> published =
                    ((Discovery.Result.Found) found).metadata().introspectionEndpoint();
            if (published.isEmpty()) {
                return unreached(
                        "the metadata of " + issuer + " has no introspection_endpoint that is an https address");
            }
            address = published.get();
        }
        FetchResult fetched = access.client().post(request.about(token, address));
        if (fetched instanceof FetchResult.Failed failed) {
            discovered = null;
            return unreached(address + ": " + failed.reason());
        }
        FetchResult.Answered answered = (FetchResult.Answered) fetched;
        discovered = isElsewhere(answered.status()) ? null : address;
        Answer answer = parser.parse(answered);
        return new Reply(
                answer instanceof Answer.Unavailable unavailable
                        ? new Answer.Unavailable(address + ": " + unavailable.reason(), unavailable.retryAfter())
                        : answer,
                true);
    }

    /** Whether the endpoint may have moved, which the metadata tell. */
    private static boolean isElsewhere(int status) {
        return (status >= 300 && status < 400) || status == 404 || status == 405 || status == 410;
    }

    private static Reply unreached(String reason) {
        return new Reply(new Answer.Unavailable(reason, RETRY), false);
    }
}
