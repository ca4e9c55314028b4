package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.server.application.PipelineCall;
import io.ktor.utils.io.ByteChannelCtorKt;
import io.ktor.utils.io.ByteReadChannel;
import io.ktor.utils.io.ByteReadChannelOperationsKt;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import kotlin.Result;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import org.jspecify.annotations.Nullable;

/**
 * A call's body that is read before its pipeline is executed, which is given another channel with the same bytes. Runs on
 * event loops: where nothing has come yet, it is resumed later.
 */
@SuppressWarnings("ReferenceEquality") // Kotlin's mark of a suspension is one object.
final class KtorMessage implements Continuation<Object> {
    private static final int CHUNK = 8_192;

    private final KtorRequest request;
    private final PipelineCall call;
    private final MessageBuffer into;
    private final byte[] chunk = new byte[CHUNK];
    private final CompletableFuture<Void> collected = new CompletableFuture<>();
    /** Null before the client has been told to go on. */
    private @Nullable ByteReadChannel body;

    KtorMessage(KtorRequest request, PipelineCall call, MessageBuffer into) {
        this.request = request;
        this.call = call;
        this.into = into;
    }

    CompletionStage<Void> collect() {
        try {
            if (request.tellToGoOn(this) != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
                read();
            }
        } catch (Throwable failure) {
            fail(failure);
        }
        return collected;
    }

    @Override
    public CoroutineContext getContext() {
        return call.getCoroutineContext();
    }

    @Override
    public void resumeWith(Object result) {
        try {
            if (result instanceof Result.Failure failed) {
                collected.completeExceptionally(unread(failed.exception));
            } else if (body == null || goesOn(body, (Integer) result)) {
                read();
            }
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    /** A channel that has been closed, as the client has gone, may throw why at the next look at it. */
    private void fail(Throwable failure) {
        boolean closed = body != null && body.getClosedCause() != null;
        boolean gone = closed || failure instanceof CancellationException;
        collected.completeExceptionally(gone ? unread(failure) : failure);
    }

    private static Throwable unread(Throwable cause) {
        return cause instanceof Exception ? new IOException("a body could not be read", cause) : cause;
    }

    private void read() {
        ByteReadChannel from = body;
        if (from == null) {
            from = call.getRequest().receiveChannel();
            body = from;
        }
        Object count;
        do {
            count = Objects.requireNonNull(ByteReadChannelOperationsKt.readAvailable(from, chunk, 0, CHUNK, this));
        } while (count != IntrinsicsKt.getCOROUTINE_SUSPENDED() && goesOn(from, (Integer) count));
    }

    /** A channel says the same at its end, and when it was closed as the client has gone. */
    private boolean goesOn(ByteReadChannel from, int count) {
        if (count >= 0) {
            boolean room = into.add(chunk, 0, count);
            if (!room) {
                collected.complete(null); // The request is refused.
            }
            return room;
        }
        @Nullable Throwable cause = from.getClosedCause();
        byte[] bytes = into.bytes();
        if (cause == null && !isWhole(bytes.length)) {
            cause = new EOFException("a body ended early");
        }
        if (cause == null) {
            call.getRequest().setReceiveChannel(ByteChannelCtorKt.ByteReadChannel(bytes, 0, bytes.length));
            collected.complete(null);
        } else {
            collected.completeExceptionally(unread(cause));
        }
        return false;
    }

    private boolean isWhole(int length) {
        List<String> announced = request.headers("Content-Length");
        return announced.isEmpty() || announced.get(0).strip().equals(Integer.toString(length));
    }
}
