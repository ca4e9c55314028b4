package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.http.FetchResult;
import io.mcpoauth2.agent.http.Get;
import io.mcpoauth2.agent.http.HttpFetcher;
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
 * <p>A document that names another issuer ends the search (row G8): going on would let whoever controls one path choose.
 * An error of the server does not: some have one for every path they do not know.
 */
public final class Discovery {
    private static final int MAX_METADATA = 512 * 1024;
    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String OPENID = "/.well-known/openid-configuration";

    private final HttpFetcher http;
    private final boolean allowHttp;
    private final StrictJson json = new StrictJson(MAX_METADATA);

    /**
     * @param allowHttp whether addresses on this very machine may be http
     */
    public Discovery(HttpFetcher http, boolean allowHttp) {
        this.http = http;
        this.allowHttp = allowHttp;
    }

    /** What came of the search. */
    public sealed interface Result {
        record Found(IssuerMetadata metadata) implements Result {}

        /**
         * @param foreign whether the metadata there are another issuer's
         */
        record Failed(String reason, boolean foreign) implements Result {}
    }

    /** Asks the issuer for its metadata. */
    public Result discover(String issuer) {
        List<URI> forms = forms(issuer);
        Result nothing = new Result.Failed("no metadata document at any of " + forms, false);
        for (URI form : forms) {
            FetchResult fetched = http.get(new Get(form, MAX_METADATA), http.deadline());
            if (fetched instanceof FetchResult.Failed failed) {
                return new Result.Failed(form + ": " + failed.reason(), false);
            }
            FetchResult.Answered answer = (FetchResult.Answered) fetched;
            if (answer.status() >= 500) {
                nothing = new Result.Failed(form + ": status " + answer.status(), false);
            }
            // Some servers answer any path with a page for humans.
            if (answer.status() == 200 && answer.mayBeJson()) {
                Result result = read(issuer, form, answer.body());
                if (result != null) {
                    return result;
                }
            }
        }
        return nothing;
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

    /** Null if this is no metadata document at all, so that the next form is asked. */
    private @Nullable Result read(String issuer, URI form, byte[] body) {
        Map<String, @Nullable Object> document;
        try {
            document = json.parseObject(body);
        } catch (MalformedJsonException e) {
            return null;
        }
        Object named = document.get("issuer");
        if (named == null) {
            return null;
        }
        if (!named.equals(issuer)) {
            return new Result.Failed(
                    form + ": the document is another issuer's, not " + issuer
                            + " byte for byte (a trailing slash counts)",
                    true);
        }
        return new Result.Found(new IssuerMetadata(
                issuer, address(document.get("jwks_uri")), address(document.get("introspection_endpoint"))));
    }

    private Optional<URI> address(@Nullable Object member) {
        if (!(member instanceof String text)) {
            return Optional.empty();
        }
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            return Optional.empty();
        }
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        boolean local = allowHttp && "http".equalsIgnoreCase(uri.getScheme()) && Loopback.contains(uri.getHost());
        return secure || local ? Optional.of(uri) : Optional.empty();
    }
}
