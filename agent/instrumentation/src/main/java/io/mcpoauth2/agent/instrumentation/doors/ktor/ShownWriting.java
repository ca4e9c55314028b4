package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.http.ContentType;
import io.ktor.http.Headers;
import io.ktor.http.HttpStatusCode;
import io.ktor.http.content.OutgoingContent;
import io.ktor.util.AttributeKey;
import io.ktor.utils.io.ByteWriteChannel;
import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.WrittenLists;
import java.util.Objects;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import org.jspecify.annotations.Nullable;

/** A response's content that shows what it writes, and keeps it back before where it may be lists. */
@SuppressWarnings("ReferenceEquality") // Kotlin's mark of a suspension is one object.
final class ShownWriting extends OutgoingContent.WriteChannelContent {
    private final OutgoingContent.WriteChannelContent content;
    private final Admission admission;
    private final @Nullable WrittenLists lists;

    ShownWriting(OutgoingContent.WriteChannelContent content, Admission admission, @Nullable WrittenLists lists) {
        this.content = content;
        this.admission = admission;
        this.lists = lists;
    }

    @Override
    public Object writeTo(ByteWriteChannel channel, Continuation<? super Unit> written) {
        ShownChannel shown = new ShownChannel(channel, admission);
        @Nullable HeldChannel held = lists == null ? null : new HeldChannel(shown, lists);
        Rest rest = new Rest(shown, held, written);
        Object result = Objects.requireNonNull(content.writeTo(held == null ? shown : held, rest));
        if (result != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
            rest.show();
        }
        return result;
    }

    @Override
    public @Nullable ContentType getContentType() {
        return content.getContentType();
    }

    @Override
    public @Nullable Long getContentLength() {
        return lists == null ? content.getContentLength() : null; // The head is sent before the length is known.
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
    private record Rest(ShownChannel shown, @Nullable HeldChannel held, Continuation<? super Unit> written)
            implements Continuation<Unit> {
        @Override
        public CoroutineContext getContext() {
            return written.getContext();
        }

        void show() {
            if (held != null) {
                held.complete();
            }
            shown.show();
        }

        /** An engine sends nothing more when its content has failed. */
        @Override
        public void resumeWith(Object result) {
            Object resumed = result;
            if (!Answers.isFailure(result)) {
                try {
                    show();
                } catch (Throwable failure) { // The client has gone.
                    resumed = Answers.failure(failure);
                }
            }
            written.resumeWith(resumed);
        }
    }
}
