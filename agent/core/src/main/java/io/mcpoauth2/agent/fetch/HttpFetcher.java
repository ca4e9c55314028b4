package io.mcpoauth2.agent.fetch;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
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

    private final Duration readTimeout;
    private final Duration length;
    private final LongSupplier nanos;
    private final ProxyVariables proxies;
    private final JvmTrust jvm;
    private final TlsConnections tls;

    /**
     * @param readTimeout for connecting and for each read
     * @param length of {@link #deadline()}
     * @param nanos ticks like {@link System#nanoTime()}
     */
    public HttpFetcher(Duration readTimeout, Duration length, LongSupplier nanos) {
        this(readTimeout, length, nanos, System.getenv());
    }

    HttpFetcher(Duration readTimeout, Duration length, LongSupplier nanos, Map<String, String> environment) {
        this.readTimeout = readTimeout;
        this.length = length;
        this.nanos = nanos;
        this.proxies = new ProxyVariables(environment);
        this.jvm = new JvmTrust();
        this.tls = new TlsConnections(jvm, jvm);
    }

    private HttpFetcher(HttpFetcher other, Trust trust) {
        this.readTimeout = other.readTimeout;
        this.length = other.length;
        this.nanos = other.nanos;
        this.proxies = other.proxies;
        this.jvm = other.jvm;
        this.tls = new TlsConnections(trust, jvm);
    }

    /** The same client for servers whom a file certifies, and none else. */
    public HttpFetcher trusting(CaFile certificates) {
        return new HttpFetcher(this, certificates);
    }

    /** Until when a task that begins now has to be done, redirects included; may be overrun by one read time-out. */
    public Deadline deadline() {
        return new Deadline(length, nanos);
    }

    /** Follows up to three redirects within the origin. */
    public FetchResult get(Get request, Deadline deadline) {
        AnswerReader reader = new AnswerReader(deadline);
        URI target = request.uri();
        int status = 0;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            HttpURLConnection connection = null;
            boolean connected = false;
            try {
                connection = open(target, KEYS_AND_METADATA, deadline);
                if (hop == 0 && request.authorization().isPresent()) {
                    connection.setRequestProperty(
                            "Authorization", request.authorization().get());
                }
                reader.connect(connection);
                connected = true;
                status = reader.status(connection);
                if (!isRedirect(status)) {
                    return answer(reader, connection, status, request.maxBytes());
                }
                target = redirectTarget(connection, status, target);
            } catch (IOException e) {
                return failed(connection, connected, e, target);
            }
            if (!Origin.isSame(request.uri(), target)) {
                return new FetchResult.Failed("status " + status + " to another origin, which is not followed", false);
            }
        }
        return new FetchResult.Failed("status " + status + " after " + MAX_REDIRECTS + " redirects", false);
    }

    /** Sends a form; follows no redirect, as it carries secrets. */
    public FetchResult post(FormPost request) {
        Deadline deadline = deadline();
        AnswerReader reader = new AnswerReader(deadline);
        HttpURLConnection connection = null;
        boolean connected = false;
        try {
            connection = open(request.uri(), request.accept(), deadline);
            connection.setDoOutput(true);
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
            if (request.authorization().isPresent()) {
                connection.setRequestProperty(
                        "Authorization", request.authorization().get());
            }
            reader.connect(connection);
            connected = true;
            try (OutputStream body = connection.getOutputStream()) {
                body.write(request.form().getBytes(StandardCharsets.US_ASCII));
            }
            return answer(reader, connection, reader.status(connection), request.maxBytes());
        } catch (IOException e) {
            return failed(connection, connected, e, request.uri());
        }
    }

    private HttpURLConnection open(URI target, String accept, Deadline deadline) throws IOException {
        if (target.getPort() > 65535) {
            // URL and URI let it pass, and connecting throws a RuntimeException.
            throw new IOException("port out of range");
        }
        HttpURLConnection connection = tls.open(target.toURL());
        int timeout =
                Math.toIntExact(Math.min(readTimeout.toMillis(), deadline.left().toMillis()));
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

    /** The proxy of a TLS connection refuses earlier, and the JDK's exception has its status. */
    private static FetchResult answer(AnswerReader reader, HttpURLConnection connection, int status, int maxBytes)
            throws IOException {
        if (status == HttpURLConnection.HTTP_PROXY_AUTH && connection.usingProxy()) {
            connection.disconnect();
            return new FetchResult.Failed("status 407: the proxy wants a password, and the agent sends none", true);
        }
        return reader.answer(connection, status, maxBytes);
    }

    private FetchResult failed(@Nullable HttpURLConnection connection, boolean connected, IOException e, URI target) {
        if (connection != null) {
            connection.disconnect();
        }
        boolean unreachable = !connected || isOfConnection(e);
        // A certificate that is not trusted would not be so behind a proxy.
        String hint = unreachable && !(e instanceof SSLException) ? proxies.hint(target) : "";
        return new FetchResult.Failed(describe(e) + hint, unreachable);
    }

    /** The JDK also connects when it finds that an idle connection is dead, or may be told only then that TLS has failed. */
    private static boolean isOfConnection(IOException e) {
        return e instanceof ConnectException
                || e instanceof NoRouteToHostException
                || e instanceof UnknownHostException
                || e instanceof SSLException;
    }

    /** Exception messages of the JDK name hosts and certificates, nothing of a request or an answer. */
    private static String describe(IOException e) {
        String name = e.getClass().getSimpleName();
        if (e.getMessage() == null) {
            return name;
        }
        return e.getClass() == IOException.class ? e.getMessage() : name + ": " + e.getMessage();
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static URI redirectTarget(HttpURLConnection connection, int status, URI from) throws IOException {
        String location = connection.getHeaderField("Location");
        connection.disconnect();
        if (location == null) {
            throw new IOException("status " + status + " without a location");
        }
        try {
            return from.resolve(new URI(location));
        } catch (URISyntaxException e) {
            throw new IOException("status " + status + " to an address that cannot be read", e);
        }
    }
}
