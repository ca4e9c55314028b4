package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.http.ContentType;
import io.ktor.http.Headers;
import io.ktor.http.HttpStatusCode;
import io.ktor.http.content.OutgoingContent;
import io.ktor.server.engine.BaseApplicationResponse;
import io.ktor.util.AttributeKey;
import io.mcpoauth2.agent.door.Admission;
import org.jspecify.annotations.Nullable;

/** A response's content that shows its bytes when the engine asks for them, just before it sends the headers. */
final class ShownBytes extends OutgoingContent.ByteArrayContent {
    private final OutgoingContent.ByteArrayContent content;
    private final BaseApplicationResponse response;
    private final Admission admission;

    ShownBytes(OutgoingContent.ByteArrayContent content, BaseApplicationResponse response, Admission admission) {
        this.content = content;
        this.response = response;
        this.admission = admission;
    }

    @Override
    public byte[] bytes() {
        byte[] bytes = content.bytes();
        admission.responding(new KtorResponseHead(response, content));
        admission.sending(bytes, 0, bytes.length);
        return bytes;
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
}
