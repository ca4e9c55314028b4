package io.mcpoauth2.agent.instrumentation.context.netty;

import io.mcpoauth2.agent.exchange.ResponseHead;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;

/** A response whose headers are Netty's. */
public record NettyResponseHead(int status, HttpHeaders all) implements ResponseHead {
    @Override
    public List<String> headers(String name) {
        return all.getAll(name);
    }

    @Override
    public void add(String name, String value) {
        all.add(name, value);
    }
}
