package io.mcpoauth2.agent.instrumentation.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.NotAuthenticatedException;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.UserKeys;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A guarded suspend function is judged when it is entered, and bound to its caller again whenever it is resumed. */
class SuspendFunctionTest {
    private Class<?> functions;
    private List<String> ran;

    @BeforeEach
    @SuppressWarnings("unchecked")
    void weave() throws Exception {
        TestAgent.install();
        AgentLog log = new AgentLog(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), AgentLog.Level.DEBUG);
        functions = new WeavingLoader(new HandlerWeaver(new HandlerSignatures(List.of(), true), new HandlerReport(log)))
                .loadClass(SampleHandlers.Functions.class.getName());
        var field = functions.getNestHost().getDeclaredField("RAN");
        field.setAccessible(true);
        ran = (List<String>) field.get(null);
    }

    @Test
    void withoutIdentityItIsNotEntered() throws Exception {
        assertThatThrownBy(() -> closed(state(false))).isInstanceOf(NotAuthenticatedException.class);
        assertThatThrownBy(() -> open(state(false))).isInstanceOf(NotAuthenticatedException.class);
        assertThat(ran).isEmpty();
    }

    @Test
    void itRunsOnceForItsCaller() throws Exception {
        RequestIdentity alice = identity();

        assertThat(Carrier.call(alice, () -> quietly(() -> closed(state(false)))))
                .isEqualTo("alice!");
        assertThat(Carrier.call(alice, () -> quietly(() -> open(state(false))))).isEqualTo("alice");
        assertThat(ran).containsExactly("closed", "open");
    }

    @Test
    void itIsResumedForItsCaller() throws Exception {
        RequestIdentity alice = identity();

        assertThat(Carrier.call(alice, () -> quietly(() -> closed(state(true)))))
                .isEqualTo("alice");
        assertThat(ran).containsExactly("resumed");
    }

    /** Half of its body has been run when the request ends. */
    @Test
    void itGoesOnAsNobodyWhenItsRequestHasEnded() throws Exception {
        RequestIdentity ended = identity();
        ended.close();

        assertThat(Carrier.call(ended, () -> quietly(() -> closed(state(true)))))
                .isEqualTo("nobody");
        assertThat(open(state(true))).isEqualTo("nobody");
        assertThat(ran).containsExactly("resumed", "resumed");
    }

    private Object closed(Object state) throws Exception {
        return invoke(() -> functions
                .getMethod("closed", String.class, Continuation.class)
                .invoke(functions.getConstructor().newInstance(), "!", state));
    }

    /** As the compiler's code resumes an open function: by the method that has its body. */
    private Object open(Object state) throws Exception {
        var label = state.getClass().getDeclaredField("label");
        label.setAccessible(true);
        boolean resumed = label.getInt(state) < 0;
        var method = resumed
                ? functions.getDeclaredMethod("open$suspendImpl", functions, Continuation.class)
                : functions.getMethod("open", Continuation.class);
        method.setAccessible(true);
        Object instance = functions.getConstructor().newInstance();
        return invoke(() -> resumed ? method.invoke(null, instance, state) : method.invoke(instance, state));
    }

    private Object state(boolean resumed) throws Exception {
        Class<?> type = functions.getClassLoader().loadClass(SampleHandlers.Functions.State.class.getName());
        Object state = type.getConstructor().newInstance();
        if (resumed) {
            type.getMethod("resume").invoke(state);
        }
        return state;
    }

    private static RequestIdentity identity() {
        return new RequestIdentity(Map.of(
                UserKeys.SUBJECT,
                "alice",
                UserKeys.ISSUER,
                "https://issuer.example",
                UserKeys.AUDIENCE,
                List.of("https://mcp.example/mcp"),
                UserKeys.SCOPES,
                Set.of(),
                UserKeys.ROLES,
                Set.of(),
                UserKeys.EXPIRES_AT,
                Instant.MAX,
                UserKeys.CLAIMS,
                Map.of()));
    }

    private static Object invoke(Call call) throws Exception {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static @Nullable Object quietly(Call call) {
        try {
            return call.run();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What a test does. */
    private interface Call {
        Object run() throws Exception;
    }
}
