package io.mcpoauth2.agent.instrumentation.doors.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.door.SeenBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OpenRequestsTest {
    private final SeenBody seen = new SeenBody();
    private final SampleExchange exchange = new SampleExchange(HttpMethod.POST, HttpVersion.HTTP_1_1, null);
    private final HttpServerResponse response = exchange.response();

    @BeforeEach
    void begin() {
        OpenRequests.begin(exchange.request(), seen.admission());
    }

    /** Quarkus tells the type of a body only when Vert.x asks for the headers. */
    @Test
    @DisplayName("what is written before the head is shown after it, and all else as it is written")
    void bodyIsShownAfterItsHead() {
        OpenRequests.sending(response, bytes("a"));
        assertThat(seen.text()).isEmpty();
        assertThat(exchange.headers().contains("seen")).isFalse();

        exchange.headers().set("Content-Type", "text/late");
        OpenRequests.responding(response);
        exchange.writeHead();
        assertThat(exchange.headers().get("seen")).isEqualTo("text/late");
        assertThat(seen.text()).isEqualTo("a");
        OpenRequests.sending(response, bytes("b"));
        OpenRequests.sendingLast(response, Buffer.buffer("c"));

        assertThat(seen.text()).isEqualTo("abc");
    }

    @Test
    void wholeBodyIsShownOnceWhicheverOverloadsWriteIt() {
        OpenRequests.sendingLast(response, Buffer.buffer("abc"));
        OpenRequests.sendingLast(response, Buffer.buffer("abc"));
        assertThat(seen.text()).isEmpty();

        OpenRequests.responding(response);

        assertThat(seen.text()).isEqualTo("abc");
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }
}
