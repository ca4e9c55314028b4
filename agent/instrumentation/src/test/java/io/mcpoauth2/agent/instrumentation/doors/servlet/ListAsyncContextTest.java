package io.mcpoauth2.agent.instrumentation.doors.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.door.SampleLists;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of a list that is written when its servlet has returned. */
class ListAsyncContextTest {
    private final SentResponse sent = new SentResponse();
    private final List<String> called = new ArrayList<>();
    private final List<AsyncListener> listeners = new ArrayList<>();
    private boolean original = true;

    private final AsyncContext container = (AsyncContext) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {AsyncContext.class}, (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "addListener" -> listeners.add((AsyncListener) arguments[0]);
                    case "hasOriginalRequestAndResponse" -> {
                        return original;
                    }
                    case "getResponse" -> {
                        return sent.response();
                    }
                    default -> called.add(method.getName());
                }
                return null;
            });
    private final HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> {
                if (method.getReturnType() != AsyncContext.class) {
                    throw new UnsupportedOperationException(method.getName());
                }
                original = arguments == null;
                return container;
            });

    private final ListResponse response = new ListResponse(sent.response(), new SampleLists().asked());

    @BeforeEach
    void isJson() {
        sent.response().setContentType("application/json");
    }

    @Test
    @DisplayName(
            "a request that goes on without a response of its own is answered by the list's, not by the container's")
    void originalResponseIsTheLists() throws IOException {
        AsyncContext context = new ListRequest(request, response).startAsync();

        write(context.getResponse(), SampleLists.LIST);
        context.complete();

        assertThat(sent.body()).isEqualTo(SampleLists.SHOWN);
        assertThat(called).containsExactly("complete");
    }

    @Test
    void responseThatAnApplicationGivesIsItsOwn() {
        AsyncContext context = new ListRequest(request, response).startAsync(request, sent.response());

        assertThat(context.getResponse()).isSameAs(sent.response());
    }

    @Test
    @DisplayName("what is no whole answer is sent at the latest with the end")
    void anythingIsSentWithTheEnd() throws IOException {
        ListRequest asked = new ListRequest(request, response);
        asked.startAsync();
        response.goOn();
        write(response, "[");
        assertThat(sent.body()).isEmpty();

        asked.getAsyncContext().complete();

        assertThat(sent.body()).isEqualTo("[");
    }

    /** Containers use a response again. */
    @Test
    void nothingIsSentWhenTheRequestIsOver() throws IOException {
        AsyncContext context = new ListRequest(request, response).startAsync();
        write(context.getResponse(), "[");
        listeners.get(0).onComplete(new AsyncEvent(container));

        context.complete();

        assertThat(sent.body()).isEmpty();
    }

    /** That one is answered by the container's response, after what has been written. */
    @Test
    void nextServletFindsWhatWasWritten() throws IOException {
        AsyncContext context = new ListRequest(request, response).startAsync();
        write(context.getResponse(), "[");

        context.dispatch();

        assertThat(sent.body()).isEqualTo("[");
        assertThat(called).containsExactly("dispatch");
    }

    @Test
    @DisplayName("a request that is dispatched with its response is answered by it, and its end is the list's")
    void responseIsTakenBackByItsServlet() throws IOException {
        response.goOn();

        assertThat(ListResponse.of(response, new SampleLists().asked())).isSameAs(response);
        assertThat(ListResponse.of(response, new SampleLists().asked())).isNull(); // Of a servlet within it.
        write(response, SampleLists.LIST);
        assertThat(sent.body()).isEmpty();
        response.end();
        assertThat(sent.body()).isEqualTo(SampleLists.SHOWN);
    }

    private static void write(ServletResponse response, String text) throws IOException {
        Objects.requireNonNull(response).getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
