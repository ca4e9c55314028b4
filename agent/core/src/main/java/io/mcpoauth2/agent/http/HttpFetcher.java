package io.mcpoauth2.agent.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP client: gets small answers within a time and a size, and never throws for what a network does (row G6).
 *
 * <p>HttpURLConnection, because it starts in half the time of java.net.http. It is shared with the application, whose
 * defaults must not weaken it: {@link TlsConnections} has its own, and an authenticator is set on every connection. The JVM's
 * proxy settings apply, except for proxies that ask for a password. A default CookieHandler, if the application has one,
 * cannot be kept out; nothing here depends on cookies.
 */
public final class HttpFetcher {
    private static final int MAX_REDIRECTS = 3;
    private static final String KEYS_AND_METADATA = "application/json, application/jwk-set+json";
    private static final Authenticator NO_CREDENTIALS = new Authenticator() {};

    private final TlsConnections tls = new TlsConnections();
    private final Duration readTimeout;
    private final Duration deadline;
    private final LongSupplier nanos;

    /**
     * @param readTimeout for connecting and for each read
     * @param deadline for all of one answer, redirects included; may be overrun by one read time-out
     * @param nanos ticks like {@link System#nanoTime()}
     */
    public HttpFetcher(Duration readTimeout, Duration deadline, LongSupplier nanos) {
        this.readTimeout = readTimeout;
        this.deadline = deadline;
        this.nanos = nanos;
    }

    /**
     * Follows up to three redirects within the origin.
     *
     * @param uri absolute, http or https
     * @param maxBytes longest body accepted
     */
    public FetchResult get(URI uri, int maxBytes) {
        AnswerReader reader = new AnswerReader(deadline, nanos);
        URI target = uri;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            HttpURLConnection connection = null;
            try {
                connection = open(target, KEYS_AND_METADATA);
                int status = reader.status(connection);
                if (!isRedirect(status)) {
                    return reader.answer(connection, status, maxBytes);
                }
                target = redirectTarget(connection, target);
            } catch (IOException e) {
                disconnect(connection);
                return new FetchResult.Failed(describe(e));
            }
            if (!sameOrigin(uri, target)) {
                return new FetchResult.Failed("redirect to another origin refused");
            }
        }
        return new FetchResult.Failed("more than " + MAX_REDIRECTS + " redirects");
    }

    /** Sends a form; follows no redirect, as it carries secrets. */
    public FetchResult post(FormPost request) {
        AnswerReader reader = new AnswerReader(deadline, nanos);
        HttpURLConnection connection = null;
        try {
            connection = open(request.uri(), request.accept());
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
            if (request.authorization().isPresent()) {
                connection.setRequestProperty(
                        "Authorization", request.authorization().get());
            }
            try (OutputStream body = connection.getOutputStream()) {
                body.write(request.form().getBytes(StandardCharsets.US_ASCII));
            }
            return reader.answer(connection, reader.status(connection), request.maxBytes());
        } catch (IOException e) {
            disconnect(connection);
            return new FetchResult.Failed(describe(e));
        }
    }

    private static void disconnect(@Nullable HttpURLConnection connection) {
        if (connection != null) {
            connection.disconnect();
        }
    }

    private HttpURLConnection open(URI target, String accept) throws IOException {
        if (target.getPort() > 65535) {
            // URL and URI let it pass, and connecting throws a RuntimeException.
            throw new IOException("port out of range");
        }
        HttpURLConnection connection = tls.open(target.toURL());
        int timeout = Math.toIntExact(readTimeout.toMillis());
        connection.setConnectTimeout(timeout);
        connection.setReadTimeout(timeout);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setAuthenticator(NO_CREDENTIALS);
        connection.setRequestProperty("Accept", accept);
        connection.setRequestProperty("Accept-Encoding", "identity");
        connection.setRequestProperty("User-Agent", "mcp-oauth2-agent");
        return connection;
    }

    private static URI redirectTarget(HttpURLConnection connection, URI from) throws IOException {
        String location = connection.getHeaderField("Location");
        connection.disconnect();
        if (location == null) {
            throw new IOException("redirect without a location");
        }
        try {
            return from.resolve(new URI(location));
        } catch (URISyntaxException e) {
            throw new IOException("redirect to an address that cannot be read", e);
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static boolean sameOrigin(URI one, URI other) {
        return origin(one).equals(origin(other));
    }

    private static String origin(URI uri) {
        String text = uri.getScheme() + "://" + uri.getHost() + ":" + port(uri) + "/" + uri.getRawUserInfo();
        return text.toLowerCase(Locale.ROOT);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    /** Exception messages of the JDK name hosts and certificates, nothing of a request or an answer. */
    private static String describe(IOException e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
