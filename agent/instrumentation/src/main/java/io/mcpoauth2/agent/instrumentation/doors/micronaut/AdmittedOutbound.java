package io.mcpoauth2.agent.instrumentation.doors.micronaut;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Admissions;
import io.mcpoauth2.agent.door.WrittenLists;
import io.mcpoauth2.agent.instrumentation.context.netty.NettyResponseHead;
import io.mcpoauth2.agent.instrumentation.context.reactor.CausedDemand;
import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.http.body.AvailableByteBody;
import io.micronaut.http.body.ByteBody;
import io.micronaut.http.body.CloseableAvailableByteBody;
import io.micronaut.http.netty.body.NettyByteBodyFactory;
import io.micronaut.http.server.netty.handler.OutboundAccess;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** What a request that the gate has let pass is answered by; knows the request by what Micronaut attaches to it. */
final class AdmittedOutbound implements OutboundAccess {
    private static final String ATTRIBUTE = "io.mcpoauth2.identity";
    private static final Admissions ADMITTED = new Admissions();

    private final OutboundAccess outbound;
    private final Channel channel;
    private final Admission admission;
    private volatile boolean attached;

    AdmittedOutbound(OutboundAccess outbound, Channel channel, HttpRequest request, Admission admission) {
        this.outbound = outbound;
        this.channel = channel;
        this.admission = admission;
        ADMITTED.put(request, admission);
    }

    /** The request has ended that Micronaut has attached this to. */
    static void ended(@Nullable Object attachment) {
        if (attachment instanceof io.micronaut.http.HttpRequest<?> request) {
            request.getAttribute(ATTRIBUTE, Admission.class).ifPresent(Admission::end);
        }
    }

    /** The request has ended, and its connection goes on. */
    static void upgraded(HttpRequest request, Channel channel) {
        Admission admission = ADMITTED.find(request);
        if (admission == null) {
            throw new IllegalStateException(
                    "mcp-oauth2-agent: a connection is upgraded that no request was judged for");
        }
        admission.upgrade(new MicronautConnection(channel));
        admission.end();
    }

    @Override
    public void attachment(Object attachment) {
        if (attachment instanceof io.micronaut.http.HttpRequest<?> request) {
            request.setAttribute(ATTRIBUTE, admission);
            attached = true;
        }
        outbound.attachment(attachment);
    }

    @Override
    public void closeAfterWrite() {
        outbound.closeAfterWrite();
    }

    @Override
    public void write(HttpResponse response, ByteBody body) {
        show(response);
        @Nullable WrittenLists lists = lists(response);
        if (body instanceof AvailableByteBody whole) {
            AvailableByteBody sent = lists == null ? whole : changed(whole, lists);
            if (admission.isBodyObserved()) {
                show(sent);
            }
            outbound.write(response, sent);
        } else {
            outbound.write(response, caused(body, lists));
        }
        endUnattached();
    }

    /** Null where the response holds none; where it may, its length is that of what is sent, which Micronaut sets. */
    private @Nullable WrittenLists lists(HttpResponse response) {
        @Nullable WrittenLists lists = admission.askedLists();
        if (lists == null
                || !lists.mayBeIn(new NettyResponseHead(response.status().code(), response.headers()))) {
            return null;
        }
        response.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
        return lists;
    }

    private AvailableByteBody changed(AvailableByteBody whole, WrittenLists lists) {
        return whole.length() > WrittenLists.MOST
                ? whole
                : new NettyByteBodyFactory(channel).adapt(lists.shown(whole.toByteArray()));
    }

    /** The event loop asks the application's publisher for more, which runs for the request that the response is of. */
    private ByteBody caused(ByteBody body, @Nullable WrittenLists lists) {
        Flux<ReadBuffer> parts = Flux.from(CausedDemand.of(body.toReadBufferPublisher(), admission.identity()));
        if (lists != null) {
            parts = HeldParts.of(parts, lists);
        }
        if (admission.isBodyObserved()) {
            parts = parts.doOnNext(this::show);
        }
        return new NettyByteBodyFactory(channel)
                .adapt(parts, lists == null ? body.expectedLength() : OptionalLong.empty());
    }

    @Override
    public void writeHeadResponse(HttpResponse response) {
        show(response);
        outbound.writeHeadResponse(response);
        endUnattached();
    }

    private void show(HttpResponse response) {
        if (admission.isObserved()) {
            admission.responding(new NettyResponseHead(response.status().code(), response.headers()));
        }
    }

    private void show(AvailableByteBody whole) {
        try (CloseableAvailableByteBody copy = whole.split()) {
            show(copy.toByteArray());
        }
    }

    private void show(ReadBuffer part) {
        if (!admission.isBodyObserved()) {
            return; // Not any more.
        }
        try (ReadBuffer copy = part.duplicate()) {
            show(copy.toArray());
        }
    }

    private void show(byte[] bytes) {
        admission.sending(bytes, 0, bytes.length);
    }

    /** Where nothing is attached, as to a WebSocket's handshake that fails, nothing tells of the end. */
    private void endUnattached() {
        if (!attached) {
            admission.end();
        }
    }
}
