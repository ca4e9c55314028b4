package io.mcpoauth2.agent.instrumentation.doors.ktorcio;

import io.ktor.server.application.PipelineCall;
import io.ktor.server.cio.CIOApplicationResponse;
import io.ktor.utils.io.ByteWriteChannel;
import io.ktor.utils.io.ByteWriteChannelOperationsKt;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import kotlin.Result;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;

/**
 * The answer to a client that waits before it sends its body, which CIO gives when the application asks for the body: it
 * does not see then that the client has waited.
 */
@SuppressWarnings("ReferenceEquality") // Kotlin's mark of a suspension is one object.
final class ExpectedBody implements Continuation<Object> {
    private static final String EXPECT = "Expect";
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final VarHandle OUTPUT = output();

    private final ByteWriteChannel output;
    private final Continuation<Object> told;

    private ExpectedBody(ByteWriteChannel output, Continuation<Object> told) {
        this.output = output;
        this.told = told;
    }

    /** What a suspend function returns. */
    static Object tellToGoOn(PipelineCall call, Continuation<Object> told) {
        String expected = call.getRequest().getHeaders().get(EXPECT);
        if (expected == null
                || !expected.equalsIgnoreCase("100-continue")
                || call.getRequest().getLocal().getVersion().equals("HTTP/1.0")) {
            return Unit.INSTANCE;
        }
        call.getRequest().setHeader(EXPECT, null);
        ByteWriteChannel output = (ByteWriteChannel) OUTPUT.get((CIOApplicationResponse) call.getResponse());
        Object written = Objects.requireNonNull(ByteWriteChannelOperationsKt.writeFully(
                output, CONTINUE, 0, CONTINUE.length, new ExpectedBody(output, told)));
        return written == IntrinsicsKt.getCOROUTINE_SUSPENDED() ? written : Objects.requireNonNull(output.flush(told));
    }

    @Override
    public CoroutineContext getContext() {
        return told.getContext();
    }

    @Override
    public void resumeWith(Object written) {
        Object result = written;
        if (!(written instanceof Result.Failure)) {
            try {
                result = Objects.requireNonNull(output.flush(told));
            } catch (Throwable failure) {
                result = ResultKt.createFailure(failure);
            }
        }
        if (result != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
            told.resumeWith(result);
        }
    }

    private static VarHandle output() {
        try {
            return MethodHandles.privateLookupIn(CIOApplicationResponse.class, MethodHandles.lookup())
                    .findVarHandle(CIOApplicationResponse.class, "output", ByteWriteChannel.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("mcp-oauth2-agent: this CIO of Ktor shows no output", e);
        }
    }
}
