package io.mcpoauth2.agent.instrumentation.doors.jdkhttp;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Admissions;
import io.mcpoauth2.agent.door.Exchange;
import io.mcpoauth2.agent.door.WrittenLists;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * The JDK server's exchange.
 *
 * <p>Its attributes are shared by all exchanges of a context, so what has been judged is remembered by the request's
 * headers: by the thread, and for the thread that a filter goes on in.
 */
@SuppressWarnings("ReferenceEquality") // Headers of another request may be equal.
final class JdkHttpExchange implements Exchange {
    private static final ThreadLocal<@Nullable Judged> JUDGED = new ThreadLocal<>();
    private static final Admissions ADMITTED = new Admissions();
    /** Jetty's server behind the JDK's interface: its exchanges have attributes of their own, and headers anew each time. */
    private static final String JETTY = "org.eclipse.jetty.http.spi.";

    /** RFC 9449 §4.1. */
    private static final String PROOF = "DPoP";

    private static final int CHUNK = 8_192;

    private final HttpExchange exchange;

    JdkHttpExchange(HttpExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public String door() {
        return "JDK HttpServer door";
    }

    @Override
    public String method() {
        return exchange.getRequestMethod();
    }

    @Override
    public String rawPath() {
        String path = exchange.getRequestURI().getRawPath();
        return path == null ? "" : path;
    }

    @Override
    public Optional<String> rawQuery() {
        return Optional.ofNullable(exchange.getRequestURI().getRawQuery());
    }

    @Override
    public List<String> headers(String name) {
        List<String> values = exchange.getRequestHeaders().get(name);
        return values == null ? List.of() : values;
    }

    @Override
    public Optional<X509Certificate> clientCertificate() {
        if (!(exchange instanceof HttpsExchange secure)) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = secure.getSSLSession().getPeerCertificates();
            return chain[0] instanceof X509Certificate certificate ? Optional.of(certificate) : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty(); // The client has shown none.
        }
    }

    @Override
    public Optional<InetAddress> peer() {
        return Optional.ofNullable(exchange.getRemoteAddress().getAddress());
    }

    /** Of the JDK's own exchanges: other makers, and who wraps one, may take it from a header. */
    @Override
    public int localPort() {
        return ExchangeState.of(exchange) == null
                ? 0
                : exchange.getLocalAddress().getPort();
    }

    @Override
    public void readMessage(MessageBuffer into) throws IOException {
        InputStream body = exchange.getRequestBody();
        byte[] chunk = new byte[CHUNK];
        for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
            if (!into.add(chunk, 0, read)) {
                return; // The request is refused.
            }
        }
        exchange.setStreams(new ByteArrayInputStream(into.bytes()), null);
    }

    @Override
    public boolean isRoutedByPrefix() {
        return true;
    }

    @Override
    public @Nullable Admission remembered() {
        if (exchange.getClass().getName().startsWith(JETTY)) {
            return exchange.getAttribute(ATTRIBUTE) instanceof Admission admission ? admission : null;
        }
        Judged judged = JUDGED.get();
        return judged != null && judged.headers == exchange.getRequestHeaders() ? judged.admission : null;
    }

    @Override
    public @Nullable Admission judgedByAnotherThread() {
        return ADMITTED.find(exchange.getRequestHeaders());
    }

    /** Whoever has used up no proof of possession may be judged again elsewhere, which costs less than remembering. */
    @Override
    public void remember(Admission admission) {
        Headers headers = exchange.getRequestHeaders();
        JUDGED.set(new Judged(headers, admission));
        @Nullable WrittenLists lists = admission.askedLists();
        if (admission.isObserved() || lists != null || (!admission.isNobodys() && headers.containsKey(PROOF))) {
            ADMITTED.put(headers, admission);
        }
        if ((lists != null || admission.isBodyObserved()) && ExchangeState.of(exchange) != null) {
            if (admission.isBodyObserved()) {
                exchange.setStreams(null, new ShownOutput(exchange, exchange.getResponseBody(), admission));
            }
            if (lists != null) {
                ListOutput.put(exchange, lists);
            }
        }
    }

    /**
     * The exchange's response begins, on whichever thread.
     *
     * @return the length of its body as the server is to take it
     */
    static long responding(HttpExchange exchange, int status, long length) {
        JdkHttpExchange view = new JdkHttpExchange(exchange);
        @Nullable Admission here = view.remembered();
        @Nullable Admission admission = here == null ? view.judgedByAnotherThread() : here;
        if (admission == null) {
            return length;
        }
        JdkResponseHead head = new JdkResponseHead(exchange, status);
        if (admission.isObserved()) {
            admission.responding(head);
        }
        return admission.askedLists() == null ? length : ListOutput.begin(head, length);
    }

    @Override
    public boolean isCommitted() {
        return exchange.getResponseCode() != -1;
    }

    @Override
    public void write(HttpReply reply) throws IOException {
        for (HttpReply.Header header : reply.headers()) {
            exchange.getResponseHeaders().add(header.name(), header.value());
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        boolean empty = head || !reply.hasBody();
        exchange.sendResponseHeaders(reply.status(), empty ? -1 : reply.body().length);
        if (!empty) {
            // Closed before the exchange is, which first waits for the rest of the request body and only then flushes.
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(reply.body());
            }
        }
        exchange.close();
    }

    @Override
    public void abort() {
        exchange.close();
    }

    /**
     * A handler may have handed its exchange to another thread, which goes on after it: without an identity, and no longer
     * than the token.
     */
    @Override
    public void leave(Admission admission) {
        JUDGED.remove();
        ExchangeState state = ExchangeState.of(exchange);
        if (state == null || state.isComplete()) {
            admission.end();
        } else {
            admission.identity().close();
        }
    }

    @Override
    public boolean isComplete() {
        ExchangeState state = ExchangeState.of(exchange);
        return state == null || state.isComplete();
    }

    /** The next write fails, as it does when the client has gone away. */
    @Override
    public void expire(Admission admission) {
        ExchangeState state = ExchangeState.of(exchange);
        if (state == null) {
            exchange.close();
        } else {
            state.cut();
        }
    }

    /**
     * @param headers of the request, the same object in wrapped exchanges and another in every other request
     */
    private record Judged(Headers headers, Admission admission) {}
}
