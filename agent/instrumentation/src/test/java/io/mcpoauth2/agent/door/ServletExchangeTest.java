package io.mcpoauth2.agent.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.instrumentation.doors.servlet.ServletExchange;
import io.mcpoauth2.agent.token.Standing;
import io.mcpoauth2.bridge.RequestIdentity;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a container does at moments that no client can choose. */
class ServletExchangeTest {
    private final Admission admission =
            new Admission(new RequestIdentity(Map.of()), now -> Standing.End.NONE, Duration.ZERO, null, null);

    /** Another thread completes the request between the two questions; the admission stayed for ever, and the servlet failed. */
    @Test
    void requestThatIsCompletedMeanwhileEndsItsAdmission() {
        exchange(request(Map.of("isAsyncStarted", true))).leave(admission);

        assertThat(admission.hasEnded()).isTrue();
        assertThat(admission.identity().isOpen()).isFalse();
    }

    @Test
    void pathIsThatOfTheContainersOwnRequest() {
        HttpServletRequest own = request(
                Map.of("getRequestURI", "/mcp", "getMethod", "POST", "getDispatcherType", DispatcherType.REQUEST));
        HttpServletRequest wrapped = new HttpServletRequestWrapper(new HttpServletRequestWrapper(own)) {
            @Override
            public String getRequestURI() {
                return "/health/mcp";
            }

            @Override
            public String getMethod() {
                return "GET";
            }
        };

        assertThat(exchange(wrapped).rawPath()).isEqualTo("/mcp");
        assertThat(exchange(wrapped).method()).isEqualTo("POST");
    }

    /** As Undertow does: the target of the dispatch is in the place of what was sent. */
    @Test
    void pathOfADispatchIsThatOfTheClient() {
        for (DispatcherType type :
                new DispatcherType[] {DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC}) {
            HttpServletRequest dispatched =
                    request(Map.of("getRequestURI", "/health/x", "getDispatcherType", type, "getAttribute", "/mcp"));

            assertThat(exchange(dispatched).rawPath()).as(type.name()).isEqualTo("/mcp");
        }
    }

    private static ServletExchange exchange(HttpServletRequest request) {
        return Objects.requireNonNull(ServletExchange.of(request, proxy(HttpServletResponse.class, Map.of())));
    }

    private static HttpServletRequest request(Map<String, Object> answers) {
        return proxy(HttpServletRequest.class, answers);
    }

    /** Answers what it was told, and throws what the specification wants of a request that is not asynchronous. */
    private static <T> T proxy(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (answers.containsKey(method.getName())) {
                        return answers.get(method.getName());
                    }
                    throw new IllegalStateException(method.getName());
                }));
    }
}
