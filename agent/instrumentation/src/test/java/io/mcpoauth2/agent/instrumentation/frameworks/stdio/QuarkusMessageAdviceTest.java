package io.mcpoauth2.agent.instrumentation.frameworks.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which messages of Quarkus MCP presets let pass: those of standard input alone. */
class QuarkusMessageAdviceTest {
    private static final String STDIO = "io.quarkiverse.mcp.server.stdio.runtime.StdioMcpMessageHandler";
    private static final String HTTP = "io.quarkiverse.mcp.server.http.runtime.StreamableHttpMcpMessageHandler";

    private final RequestIdentity caller = new RequestIdentity(Map.of());

    @AfterEach
    void nothingIsLeftOnTheThread() {
        Carrier.swap(null);
    }

    /** They were refused in a process that listens, too. */
    @Test
    void messageOfStandardInputIsOfStandardInputWhileItIsHandled() throws ReflectiveOperationException {
        Object handler = named(STDIO, Object.class).getConstructor().newInstance();

        assertThat(during(handler)).isSameAs(RequestIdentity.ofStdio());
        assertThat(Carrier.current()).isNull();
    }

    /** Of a bean with interceptors. */
    @Test
    void subclassIsOfStandardInputToo() throws ReflectiveOperationException {
        Object handler = named(STDIO + "_Subclass", named(STDIO, Object.class))
                .getConstructor()
                .newInstance();

        assertThat(during(handler)).isSameAs(RequestIdentity.ofStdio());
    }

    @Test
    void messageByHttpKeepsItsCallerOrHasNone() throws ReflectiveOperationException {
        Object handler = named(HTTP, Object.class).getConstructor().newInstance();

        assertThat(during(handler)).isNull();
        Carrier.swap(caller);
        assertThat(during(handler)).isSameAs(caller);
        assertThat(Carrier.current()).isSameAs(caller);
    }

    private static @Nullable RequestIdentity during(Object handler) {
        RequestIdentity previous = QuarkusMessageAdvice.enter(handler);
        try {
            return Carrier.current();
        } finally {
            QuarkusMessageAdvice.exit(previous);
        }
    }

    private static Class<?> named(String name, Class<?> parent) {
        return new ByteBuddy()
                .subclass(parent)
                .name(name)
                .make()
                .load(
                        parent == Object.class
                                ? QuarkusMessageAdviceTest.class.getClassLoader()
                                : parent.getClassLoader())
                .getLoaded();
    }
}
