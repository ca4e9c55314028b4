package io.mcpoauth2.agent.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import io.mcpoauth2.agent.instrumentation.handler.HandlerReport;
import io.mcpoauth2.agent.instrumentation.handler.HandlerSignatures;
import io.mcpoauth2.agent.instrumentation.handler.HandlerWeaver;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** Makes class filters whose log a test reads, and calls what they wove. */
final class RefusalCalls {
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final List<String> ran = new ArrayList<>();

    ClassFilter filter() {
        return filter(log(), log(), List.of(), () -> {});
    }

    ClassFilter filter(TypeInstrumentation door) {
        return filter(log(), door, () -> {});
    }

    ClassFilter filter(AgentLog log, TypeInstrumentation door, Runnable atFirstDoor) {
        return filter(log, log, List.of(door), atFirstDoor);
    }

    /** Weaves handlers, except that each time an Error is thrown in the end. */
    ClassFilter failing() {
        return filter(log(), brokenLog(), List.of(), () -> {});
    }

    private ClassFilter filter(
            AgentLog log, AgentLog handlerLog, List<TypeInstrumentation> types, Runnable atFirstDoor) {
        HandlerSignatures signatures = new HandlerSignatures(List.of(), true);
        return new ClassFilter(
                types,
                signatures,
                new HandlerWeaver(signatures, new HandlerReport(handlerLog)),
                FilterParts.weavings(log, atFirstDoor),
                FilterParts.unwatchedProofs(log()),
                getClass().getClassLoader(),
                log);
    }

    static TypeInstrumentation server(String method, List<String> parameters) {
        return new TypeInstrumentation(
                RefusalSamples.Server.class.getName(),
                "Test door",
                true,
                List.of(new MethodWeaving(
                        method, parameters, StaticDispatchSamples.NothingAdvice.class.getName(), true)));
    }

    AgentLog log() {
        return new AgentLog(new PrintStream(logged, true, StandardCharsets.UTF_8), AgentLog.Level.DEBUG);
    }

    String logged() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    static AgentLog brokenLog() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) {
                throw new OutOfMemoryError("no room for a line");
            }
        };
        return new AgentLog(new PrintStream(full, true, StandardCharsets.UTF_8), AgentLog.Level.DEBUG);
    }

    Object handle(Class<?> server) throws Exception {
        return invoke(server.getMethod("handle", String.class, List.class), "request");
    }

    Object invoke(Class<?> type, String method) throws Exception {
        return invoke(type.getMethod(method, List.class), null);
    }

    Object invoke(Method method, @Nullable Object first) throws Exception {
        Class<?> type = method.getDeclaringClass();
        Object receiver = type.isInterface()
                ? Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, called, arguments) -> InvocationHandler.invokeDefault(proxy, called, arguments))
                : type.getConstructor().newInstance();
        try {
            return first == null ? method.invoke(receiver, ran) : method.invoke(receiver, first, ran);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    void assertRefuses(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(SecurityException.class).hasMessageContaining("could not be protected");
        assertThat(ran).isEmpty();
    }

    void assertGuarded(Class<?> handlers) {
        assertThatThrownBy(() -> invoke(handlers, "handle"))
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("needs an authenticated caller");
        assertThat(ran).isEmpty();
    }
}
