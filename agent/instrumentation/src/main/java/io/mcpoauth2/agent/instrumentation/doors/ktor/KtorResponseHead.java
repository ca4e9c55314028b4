package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.http.ContentType;
import io.ktor.http.HttpStatusCode;
import io.ktor.http.content.OutgoingContent;
import io.ktor.server.engine.BaseApplicationResponse;
import io.mcpoauth2.agent.exchange.ResponseHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A response of Ktor's before its headers are sent, a part of which its content has. */
record KtorResponseHead(BaseApplicationResponse response, OutgoingContent content) implements ResponseHead {
    private static final int OK = 200;

    @Override
    public int status() {
        @Nullable HttpStatusCode ofContent = content.getStatus();
        @Nullable HttpStatusCode status = ofContent == null ? response.status() : ofContent;
        return status == null ? OK : status.getValue();
    }

    @Override
    public List<String> headers(String name) {
        List<String> values = new ArrayList<>(response.getHeaders().values(name));
        if (values.isEmpty()) { // Those of HTTP/2 are found by lower case alone.
            values.addAll(response.getHeaders().values(name.toLowerCase(Locale.ROOT)));
        }
        @Nullable List<String> ofContent = content.getHeaders().getAll(name);
        if (ofContent != null) {
            values.addAll(ofContent);
        }
        @Nullable ContentType type = content.getContentType();
        if (type != null && values.isEmpty() && name.equalsIgnoreCase("Content-Type")) {
            values.add(type.toString());
        }
        return values;
    }

    @Override
    public void add(String name, String value) {
        response.getHeaders().append(name, value, false);
    }
}
