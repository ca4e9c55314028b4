package io.mcpoauth2.agent.instrumentation.doors.undertow;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.DoorRequest;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.undertow.server.BasicSSLSessionInfo;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RenegotiationRequiredException;
import io.undertow.server.SSLSessionInfo;
import io.undertow.server.ServerConnection;
import io.undertow.util.HeaderValues;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/** A request as Undertow has decoded it, before any handler; what a proxy says of its client is not looked at. */
final class UndertowRequest implements DoorRequest {
    private final HttpServerExchange exchange;
    private final ServerConnection connection;
    /** Null while nobody has asked for the body. */
    private @Nullable UndertowMessage message;

    UndertowRequest(HttpServerExchange exchange) {
        this.exchange = exchange;
        this.connection = exchange.getConnection();
    }

    /** Whether Undertow goes on with the exchange without being told to. */
    boolean isReading() {
        return message != null && message.isListening();
    }

    @Override
    public CompletionStage<Void> collectMessage(MessageBuffer into) {
        UndertowMessage read = new UndertowMessage(exchange, into);
        if (exchange.isInIoThread()) {
            message = read;
            read.begin();
        } else {
            exchange.getIoThread().execute(read::begin);
        }
        return read.collected();
    }

    @Override
    public String door() {
        return "Undertow door";
    }

    @Override
    public String method() {
        return exchange.getRequestMethod().toString();
    }

    /** With scheme and host where the target has them (RFC 9112 §3.2.2), so that such a one is no path that could be exempt. */
    @Override
    public String rawPath() {
        return exchange.getRequestURI();
    }

    @Override
    public Optional<String> rawQuery() {
        String query = exchange.getQueryString();
        return query.isEmpty() ? Optional.empty() : Optional.of(query);
    }

    @Override
    public List<String> headers(String name) {
        @Nullable HeaderValues values = exchange.getRequestHeaders().get(name);
        return values == null ? List.of() : List.copyOf(values);
    }

    /** Of the connection's own TLS: a proxy's word for it (AJP, headers) comes as {@link BasicSSLSessionInfo}. */
    @Override
    public Optional<X509Certificate> clientCertificate() {
        @Nullable SSLSessionInfo tls = connection.getSslSessionInfo();
        if (tls == null || tls instanceof BasicSSLSessionInfo) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = tls.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException | RenegotiationRequiredException e) {
            return Optional.empty(); // It brought none, or the server did not ask for it.
        }
    }

    @Override
    public Optional<InetAddress> peer() {
        return connection.getPeerAddress() instanceof InetSocketAddress peer
                ? Optional.ofNullable(peer.getAddress())
                : Optional.empty();
    }

    @Override
    public int localPort() {
        return connection.getLocalAddress() instanceof InetSocketAddress local ? local.getPort() : 0;
    }

    @Override
    public boolean isComplete() {
        return !connection.isOpen();
    }

    /** Ends the connection, or the HTTP/2 stream: the response does not look complete. */
    @Override
    public void expire(Admission admission) {
        IoUtils.safeClose(connection);
    }
}
