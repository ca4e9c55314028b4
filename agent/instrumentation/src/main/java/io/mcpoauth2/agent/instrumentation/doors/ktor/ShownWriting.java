package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.http.ContentType;
import io.ktor.http.Headers;
import io.ktor.http.HttpStatusCode;
import io.ktor.http.content.OutgoingContent;
import io.ktor.util.AttributeKey;
import io.ktor.utils.io.ByteWriteChannel;
import io.mcpoauth2.agent.door.Admission;
import java.util.Objects;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import org.jspecify.annotations.Nullable;

/** A response's content that shows what it writes. */
@SuppressWarnings("ReferenceEquality") // Kotlin's mark of a suspension is one object.
final class ShownWriting extends OutgoingContent.WriteChannelContent {
    private final OutgoingContent.WriteChannelContent content;
    private final Admission admission;

    ShownWriting(OutgoingContent.WriteChannelContent content, Admission admission) {
        this.content = content;
        this.admission = admission;
    }

    @Override
    public Object writeTo(ByteWriteChannel channel, Continuation<? super Unit> written) {
        ShownChannel shown = new ShownChannel(channel, admission);
        Object result = Objects.requireNonNull(content.writeTo(shown, new Rest(shown, written)));
        if (result != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
            shown.show();
        }
        return result;
    }

    @Override
    public @Nullable ContentType getContentType() {
        return content.getContentType();
    }

    @Override
    public @Nullable Long getContentLength() {
        return content.getContentLength();
    }

    @Override
    public @Nullable HttpStatusCode getStatus() {
        return content.getStatus();
    }

    @Override
    public Headers getHeaders() {
        return content.getHeaders();
    }

    @Override
    public <T> @Nullable T getProperty(AttributeKey<T> key) {
        return content.getProperty(key);
    }

    @Override
    public <T> void setProperty(AttributeKey<T> key, @Nullable T value) {
        content.setProperty(key, value);
    }

    @Override
    public @Nullable Headers trailers() {
        return content.trailers();
    }

    /** What has been written and not flushed is flushed by the engine, when it is resumed. */
    private record Rest(ShownChannel shown, Continuation<? super Unit> written) implements Continuation<Unit> {
        @Override
        public CoroutineContext getContext() {
            return written.getContext();
        }

        @Override
        public void resumeWith(Object result) {
            shown.show();
            written.resumeWith(result);
        }
    }
}
