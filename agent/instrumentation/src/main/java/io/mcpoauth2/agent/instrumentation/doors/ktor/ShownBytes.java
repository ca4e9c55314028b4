package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.http.ContentType;
import io.ktor.http.Headers;
import io.ktor.http.HttpStatusCode;
import io.ktor.http.content.OutgoingContent;
import io.ktor.server.engine.BaseApplicationResponse;
import io.ktor.util.AttributeKey;
import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.WrittenLists;
import org.jspecify.annotations.Nullable;

/**
 * A response's content that shows its bytes when the engine asks for them, just before it sends the headers. Where they may
 * be lists they are others then, whose length the engine asks for next.
 */
final class ShownBytes extends OutgoingContent.ByteArrayContent {
    private final OutgoingContent.ByteArrayContent content;
    private final BaseApplicationResponse response;
    private final Admission admission;
    private final @Nullable WrittenLists lists;
    /** What a caller is shown of lists, once it is known. */
    private byte @Nullable [] changed;

    ShownBytes(
            OutgoingContent.ByteArrayContent content,
            BaseApplicationResponse response,
            Admission admission,
            @Nullable WrittenLists lists) {
        this.content = content;
        this.response = response;
        this.admission = admission;
        this.lists = lists;
    }

    @Override
    public byte[] bytes() {
        byte[] bytes = lists == null ? content.bytes() : changed(lists);
        admission.responding(new KtorResponseHead(response, content));
        admission.sending(bytes, 0, bytes.length);
        return bytes;
    }

    private byte[] changed(WrittenLists lists) {
        byte[] known = changed;
        if (known == null) {
            byte[] bytes = content.bytes();
            known = bytes.length > WrittenLists.MOST ? bytes : lists.shown(bytes);
            changed = known;
        }
        return known;
    }

    @Override
    public @Nullable ContentType getContentType() {
        return content.getContentType();
    }

    @Override
    public @Nullable Long getContentLength() {
        @Nullable Long length = content.getContentLength();
        return length == null || lists == null ? length : Long.valueOf(changed(lists).length);
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
}
