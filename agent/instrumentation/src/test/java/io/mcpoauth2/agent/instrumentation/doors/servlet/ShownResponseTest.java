package io.mcpoauth2.agent.instrumentation.doors.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.door.SeenBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When the head of a servlet's response is shown, and what of its body. */
class ShownResponseTest {
    private final SentResponse sent = new SentResponse();
    private final Map<Object, Object> attributes = new HashMap<>();
    private final HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
            ShownResponseTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
                case "getAttribute" -> attributes.get(arguments[0]);
                default -> throw new UnsupportedOperationException(method.getName());
            });

    @Test
    @DisplayName("the head is shown when the container's buffer is full, and not before")
    void headIsShownWhenItMayBeSent() throws IOException {
        SeenBody head = SeenBody.headAlone();
        ShownResponse response = response(head);
        response.getOutputStream().write(new byte[7]);
        response.setContentType("text/plain");
        assertThat(head.status()).isZero();

        response.getOutputStream().write('x');

        assertThat(head.status()).isEqualTo(200);
        assertThat(sent.headers()).containsEntry("seen", "text/plain");
        assertThat(head.text()).isEmpty();
    }

    @Test
    void headIsShownWhenTheServletHasReturned() throws IOException {
        SeenBody head = SeenBody.headAlone();
        ShownResponse response = response(head);
        response.getWriter().write("x");
        assertThat(head.status()).isZero();
        response.end();
        assertThat(head.status()).isEqualTo(200);
    }

    @Test
    @DisplayName("where another thread goes on nobody tells when the head is sent: with the first byte, then")
    void headIsShownWithTheFirstByteOfAnotherThread() throws IOException {
        SeenBody head = SeenBody.headAlone();
        ShownResponse response = response(head);
        response.goOn();
        assertThat(head.status()).isZero();
        response.getWriter().write("x");
        assertThat(head.status()).isEqualTo(200);
    }

    @Test
    void headIsShownBeforeAnythingIsFlushed() throws IOException {
        SeenBody flushed = SeenBody.headAlone();
        response(flushed).flushBuffer();
        assertThat(flushed.status()).isEqualTo(200);

        SeenBody written = SeenBody.headAlone();
        response(written).getWriter().flush();
        assertThat(written.status()).isEqualTo(200);
    }

    @Test
    void errorsHeadHasTheErrorsStatus() throws IOException {
        SeenBody head = SeenBody.headAlone();
        response(head).sendError(404);
        assertThat(head.status()).isEqualTo(404);
    }

    @Test
    @DisplayName("the body is shown after the head, as it is written by stream or writer, and sent as it is")
    void bodyIsShown() throws IOException {
        SeenBody body = new SeenBody();
        ShownResponse response = response(body);
        PrintWriter writer = response.getWriter();
        writer.print("{\"a\":");
        assertThat(body.status()).isEqualTo(200);
        writer.print(1);
        writer.append('}').flush();
        assertThat(body.text()).isEqualTo("{\"a\":1}").isEqualTo(sent.body());

        SeenBody bytes = new SeenBody();
        response(bytes).getOutputStream().write("data: x".getBytes(StandardCharsets.UTF_8));
        assertThat(bytes.text()).isEqualTo("data: x");
    }

    @Test
    @DisplayName("a client that has gone away is told of as by the container's own writer")
    void failedWriterSaysSo() throws IOException {
        ShownResponse response = response(new SeenBody());
        PrintWriter writer = response.getWriter();
        assertThat(writer.checkError()).isFalse();
        sent.fail();
        writer.print("x");
        assertThat(writer.checkError()).isTrue();
    }

    @Test
    void responseThatNobodyLooksAtIsLeftAlone() {
        assertThat(ShownResponse.of(request, sent.response())).isNull();
    }

    private ShownResponse response(SeenBody seen) {
        ShownResponse.show(request, seen.admission());
        ShownResponse response = Objects.requireNonNull(ShownResponse.of(request, sent.response()));
        assertThat(ShownResponse.of(request, response)).isNull(); // Of a servlet within it.
        return response;
    }
}
