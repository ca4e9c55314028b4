package io.mcpoauth2.agent.exchange;

import io.mcpoauth2.agent.exchange.HttpReply.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The one shape of every error the agent answers: three members of JSON, never stored by a cache. */
public final class ErrorReply {
    /** 503: the agent itself failed. Made without a JSON writer and beforehand: that, or memory, may be what is broken. */
    public static final HttpReply INTERNAL_ERROR = new HttpReply(
            503,
            List.of(new Header("Content-Type", "application/json"), new Header("Cache-Control", "no-store")),
            ("{\"error\":\"Request could not be checked\",\"code\":\"INTERNAL_ERROR\",\"details\":"
                            + "\"The authorization agent of this server failed; its log on stderr has the cause\"}")
                    .getBytes(StandardCharsets.US_ASCII));

    private ErrorReply() {}

    /**
     * @param error what went wrong, in a few words
     * @param details what was checked and expected; nothing taken from a token
     * @param headers further ones, such as a challenge
     */
    public static HttpReply of(int status, ErrorCode code, String error, String details, Header... headers) {
        List<Header> all = new ArrayList<>(2 + headers.length);
        all.add(new Header("Content-Type", "application/json"));
        all.add(new Header("Cache-Control", "no-store"));
        all.addAll(List.of(headers));
        byte[] body = JsonBytes.object(json -> {
            json.writeStringField("error", error);
            json.writeStringField("code", code.name());
            json.writeStringField("details", details);
        });
        return new HttpReply(status, all, body);
    }
}
