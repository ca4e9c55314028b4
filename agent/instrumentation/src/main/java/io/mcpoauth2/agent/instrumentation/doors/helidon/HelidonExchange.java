package io.mcpoauth2.agent.instrumentation.doors.helidon;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http1.spi.Http1UpgradeResult;
import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Exchange;
import io.mcpoauth2.agent.door.WrittenLists;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.mcpoauth2.agent.instrumentation.door.Served;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that Helidon is about to route, and its response; both are of one request only.
 *
 * <p>Nothing is remembered of it: it is routed once, and answered when the routing returns.
 */
final class HelidonExchange implements Exchange {
    private final ConnectionContext connection;
    private final RoutingRequest request;
    private final RoutingResponse response;
    private final Served served;
    private final boolean upgraded;

    private HelidonExchange(
            ConnectionContext connection,
            RoutingRequest request,
            RoutingResponse response,
            Served served,
            boolean upgraded) {
        this.connection = connection;
        this.request = request;
        this.response = response;
        this.served = served;
        this.upgraded = upgraded;
    }

    static HelidonExchange of(ConnectionContext connection, RoutingRequest request, RoutingResponse response) {
        return new HelidonExchange(connection, request, response, Served.here(), false);
    }

    /**
     * @param result null if the routing threw
     */
    static HelidonExchange upgraded(
            ConnectionContext connection,
            RoutingRequest request,
            RoutingResponse response,
            @Nullable Http1UpgradeResult result) {
        boolean upgraded = result != null && result.kind() == Http1UpgradeResult.Kind.UPGRADED;
        return new HelidonExchange(connection, request, response, Served.here(), upgraded);
    }

    @Override
    public String door() {
        return "Helidon door";
    }

    @Override
    public String method() {
        return request.prologue().method().text();
    }

    @Override
    public String rawPath() {
        return request.prologue().uriPath().rawPath();
    }

    @Override
    public Optional<String> rawQuery() {
        HttpPrologue prologue = request.prologue();
        return prologue.hasQuery() ? Optional.of(prologue.query().rawValue()) : Optional.empty();
    }

    @Override
    public List<String> headers(String name) {
        return request.headers().all(HeaderNames.create(name), List::of);
    }

    @Override
    public Optional<X509Certificate> clientCertificate() {
        Certificate[] chain = connection.remotePeer().tlsCertificates().orElseGet(() -> new Certificate[0]);
        return chain.length > 0 && chain[0] instanceof X509Certificate certificate
                ? Optional.of(certificate)
                : Optional.empty();
    }

    /** Of the socket, whatever the PROXY protocol says, which Helidon turns into headers. */
    @Override
    public Optional<InetAddress> peer() {
        return connection.remotePeer().address() instanceof InetSocketAddress remote
                ? Optional.ofNullable(remote.getAddress())
                : Optional.empty();
    }

    @Override
    public int localPort() {
        SocketAddress local = connection.localPeer().address();
        return local instanceof InetSocketAddress address ? address.getPort() : 0;
    }

    @Override
    public void readMessage(MessageBuffer into) throws IOException {
        HelidonMessage.read(request, into);
    }

    @Override
    public @Nullable Admission remembered() {
        return null;
    }

    @Override
    public void remember(Admission admission) {
        if (admission.isObserved()) {
            var unused = response.beforeSend(() -> admission.responding(new HelidonResponseHead(response)));
        }
        if (admission.isBodyObserved()) {
            response.streamFilter(below -> new ShownStream(below, admission));
        }
        @Nullable WrittenLists lists = admission.askedLists();
        if (lists != null) {
            ListBody.put(response, lists);
        }
    }

    @Override
    public boolean isCommitted() {
        return response.isSent() || response.bytesWritten() > 0;
    }

    @Override
    public void write(HttpReply reply) throws IOException {
        try {
            if (!response.reset()) {
                throw new IOException("a part of another response has been sent");
            }
            response.status(reply.status());
            for (HttpReply.Header header : reply.headers()) {
                response.headers().add(header(header));
            }
            if (reply.hasBody() && request.prologue().method().equals(Method.HEAD)) {
                response.headers().contentLength(reply.body().length);
                response.send();
            } else {
                response.send(reply.body());
            }
        } catch (CloseConnectionException e) {
            throw new IOException(e);
        }
    }

    private static Header header(HttpReply.Header header) {
        return HeaderValues.create(HeaderNames.create(header.name()), header.value());
    }

    @Override
    public void abort() {
        served.cut();
    }

    /** The routing has returned, and with it all that Helidon lets the application do for the request. */
    @Override
    public void leave(Admission admission) {
        if (upgraded) {
            admission.upgrade(served);
        }
        admission.end();
    }

    @Override
    public void expire(Admission admission) {
        served.cut();
    }
}
