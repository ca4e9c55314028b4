package io.mcpoauth2.agent.instrumentation.doors.micronaut;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.door.Entry;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.netty.body.NettyByteBodyFactory;
import io.micronaut.http.server.netty.handler.OutboundAccess;
import io.micronaut.http.server.netty.handler.RequestHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * A request that Micronaut's decoder has handed on, until its handler may have it. Runs on the event loop: must not block.
 *
 * <p>What waits for its ruling is simply not accepted yet: its body is held by Micronaut, within Micronaut's limits, and
 * answers keep their order there.
 *
 * @param judged also what has become of the body
 * @param outbound takes the answer, of the handler or of the gate
 */
record ArrivedRequest(
        RequestHandler handler,
        ChannelHandlerContext context,
        HttpRequest request,
        MicronautRequest judged,
        OutboundAccess outbound) {

    ArrivedRequest(
            RequestHandler handler,
            ChannelHandlerContext context,
            HttpRequest request,
            CloseableByteBody body,
            OutboundAccess outbound) {
        this(handler, context, request, new MicronautRequest(context.channel(), request, body, outbound), outbound);
    }

    void judge() {
        CompletableFuture<Entry> entry = Doors.installed().eventLoops().enter(judged);
        if (entry.isDone()) {
            act(entry.join());
            return;
        }
        var unused = entry.thenAccept(made -> {
            try {
                context.channel().eventLoop().execute(() -> actLater(made));
            } catch (RejectedExecutionException e) { // The server has stopped.
                release(made);
            }
        });
    }

    /** The connection may have ended while the request waited. */
    private void actLater(Entry entry) {
        if (context.channel().isActive()) {
            act(entry);
        } else {
            release(entry);
        }
    }

    private void act(Entry entry) {
        if (entry instanceof Entry.Answered answered) {
            judged.body().close();
            write(answered.reply());
        } else {
            serve(((Entry.Admitted) entry).admission());
        }
    }

    /** In a context of its own: what the thread has may be another request's, whose end has brought this one. */
    private void serve(Admission admission) {
        Runnable accept = () -> handler.accept(
                context, request, judged.body(), new AdmittedOutbound(outbound, context.channel(), request, admission));
        boolean accepted = false;
        try {
            PropagatedContext.empty()
                    .plus(new IdentityElement(admission.identity()))
                    .wrap(accept)
                    .run();
            accepted = true;
        } finally {
            if (!accepted) {
                admission.end();
            }
        }
    }

    private void write(HttpReply reply) {
        HttpResponse response =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()));
        for (HttpReply.Header header : reply.headers()) {
            response.headers().add(header.name(), header.value());
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            response.headers().set("Content-Length", reply.body().length);
            outbound.writeHeadResponse(response);
        } else {
            outbound.write(response, new NettyByteBodyFactory(context.channel()).adapt(reply.body()));
        }
    }

    private void release(Entry entry) {
        judged.body().close();
        if (entry instanceof Entry.Admitted admitted) {
            admitted.admission().end();
        }
    }
}
