package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.config.UrlRule;
import io.mcpoauth2.agent.fetch.Deadline;
import io.mcpoauth2.agent.fetch.FetchResult;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.jose.StrictJson;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds an issuer's metadata in the order of the MCP specification (2025-11-25, Authorization Server Metadata Discovery):
 * RFC 8414 with the path inserted, OpenID Connect with the path inserted, OpenID Connect appended.
 *
 * <p>A document that names another issuer ends the search (row G8): going on would let whoever controls one path choose. So
 * does a connection that fails, as all forms share the origin. Any other failure does not (row K4): servers answer paths
 * that they do not know in every possible way. Once a form was good, it alone is asked, unless it is gone.
 */
public final class Discovery {
    private static final int MAX_METADATA = 512 * 1024;
    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String OPENID = "/.well-known/openid-configuration";

    private final String issuer;
    private final IssuerClient client;
    private final UrlRule addresses;
    private final StrictJson json = new StrictJson(MAX_METADATA);
    /** The form that was good last. */
    private volatile @Nullable URI proven;

    /**
     * @param addresses which ones the metadata may name
     */
    Discovery(String issuer, IssuerClient client, UrlRule addresses) {
        this.issuer = issuer;
        this.client = client;
        this.addresses = addresses;
    }

    /** What came of the search. */
    public sealed interface Result {
        record Found(IssuerMetadata metadata) implements Result {}

        /**
         * @param reason names every address that was asked, each with its own reason
         * @param foreign whether the metadata there are another issuer's
         */
        record Failed(String reason, boolean foreign) implements Result {}
    }

    /** Asks the issuer for its metadata, at as many addresses as it takes, within one deadline for all of them. */
    public Result discover() {
        Deadline deadline = client.deadline();
        URI first = proven;
        List<String> failures = new ArrayList<>();
        for (URI form : forms(issuer, first)) {
            if (!failures.isEmpty() && deadline.isOver()) {
                failures.add(form + ": not asked, as the time for all is over");
                break;
            }
            Answer answer = ask(form, deadline);
            if (answer.metadata().isPresent()) {
                proven = form;
                return new Result.Found(answer.metadata().get());
            }
            failures.add(form + ": " + answer.failure());
            boolean last = form.equals(first) ? answer.end() != End.GONE : answer.end() == End.UNREACHABLE;
            if (last || answer.end() == End.FOREIGN) {
                return failed(failures, answer.end() == End.FOREIGN);
            }
        }
        return failed(failures, false);
    }

    private static Result failed(List<String> failures, boolean foreign) {
        return new Result.Failed("no metadata document: " + String.join("; ", failures), foreign);
    }

    /** RFC 8414 §3.1: a terminating slash is removed before anything is inserted or appended. */
    static List<URI> forms(String issuer) {
        URI uri = URI.create(issuer);
        String origin = uri.getScheme() + "://" + uri.getRawAuthority();
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        if (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        List<URI> forms = new ArrayList<>();
        forms.add(URI.create(origin + OAUTH + path));
        forms.add(URI.create(origin + OPENID + path));
        if (!path.isEmpty()) {
            forms.add(URI.create(origin + path + OPENID));
        }
        return forms;
    }

    private static List<URI> forms(String issuer, @Nullable URI first) {
        List<URI> forms = forms(issuer);
        if (first != null) {
            forms.remove(first);
            forms.add(0, first);
        }
        return forms;
    }

    private Answer ask(URI form, Deadline deadline) {
        FetchResult fetched = client.get(form, MAX_METADATA, deadline);
        if (fetched instanceof FetchResult.Failed failed) {
            return new Answer(failed.unreachable() ? End.UNREACHABLE : End.UNUSABLE, failed.reason());
        }
        FetchResult.Answered answer = (FetchResult.Answered) fetched;
        if (answer.status() != 200) {
            boolean gone = answer.status() == 404 || answer.status() == 410;
            return new Answer(gone ? End.GONE : End.UNUSABLE, answer.description());
        }
        Map<String, @Nullable Object> document;
        try {
            // Whatever its type: static servers call it text/plain (row K5), and pages for humans are no JSON.
            document = json.parseObject(answer.body());
        } catch (MalformedJsonException e) {
            return new Answer(End.UNUSABLE, answer.description() + ": " + e.getMessage());
        }
        Object named = document.get("issuer");
        if (named == null) {
            return new Answer(End.UNUSABLE, answer.description() + ": a document that names no issuer");
        }
        return named.equals(issuer)
                ? new Answer(new IssuerMetadata(
                        issuer, address(document.get("jwks_uri")), address(document.get("introspection_endpoint"))))
                : new Answer(
                        End.FOREIGN,
                        "the document is another issuer's, not " + issuer + " byte for byte (a trailing slash counts)");
    }

    private Optional<URI> address(@Nullable Object member) {
        return member instanceof String text && addresses.fault(text) == null
                ? Optional.of(URI.create(text))
                : Optional.empty();
    }

    /** What an address without metadata means for the others. */
    private enum End {
        UNUSABLE,
        GONE,
        UNREACHABLE,
        FOREIGN
    }

    /** What one address has answered. */
    private record Answer(Optional<IssuerMetadata> metadata, End end, String failure) {
        Answer(IssuerMetadata metadata) {
            this(Optional.of(metadata), End.UNUSABLE, "");
        }

        Answer(End end, String failure) {
            this(Optional.empty(), end, failure);
        }
    }
}
