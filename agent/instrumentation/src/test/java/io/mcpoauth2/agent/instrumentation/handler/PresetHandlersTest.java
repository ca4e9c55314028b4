package io.mcpoauth2.agent.instrumentation.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.AuthenticatedUser;
import io.mcpoauth2.NotAuthenticatedException;
import io.mcpoauth2.NotAuthorizedException;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.Presets;
import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.UserKeys;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Handlers of frameworks, marked by nobody, in a JVM where something listens; and handlers that go on when they have returned. */
class PresetHandlersTest {
    private static Class<?> woven;
    private static Class<?> framework;
    private static List<String> ran;

    private Object handlers;

    @BeforeAll
    @SuppressWarnings("unchecked")
    static void weave() throws Exception {
        TestAgent.install();
        Presets.serve();
        AgentLog log = new AgentLog(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), AgentLog.Level.DEBUG);
        WeavingLoader loader =
                new WeavingLoader(new HandlerWeaver(new HandlerSignatures(List.of(), true), new HandlerReport(log)));
        woven = loader.loadClass(SampleHandlers.OfFramework.class.getName());
        framework = loader.loadClass(SampleHandlers.Framework.class.getName());
        var field = woven.getNestHost().getDeclaredField("RAN");
        field.setAccessible(true);
        ran = (List<String>) field.get(null);
    }

    @BeforeEach
    void fresh() throws Exception {
        handlers = woven.getConstructor().newInstance();
        ran.clear();
        assertThat(Carrier.current()).isNull();
    }

    @Test
    void withoutCallerItDoesNotRunAndTellsWhatMakesItAHandler() {
        assertThatThrownBy(() -> call("tool"))
                .isInstanceOf(NotAuthenticatedException.class)
                .hasMessageContaining("presets=off");
        assertThatThrownBy(() -> as(RequestIdentity.NOBODY, () -> call("tool")))
                .isInstanceOf(NotAuthenticatedException.class);
        assertThatThrownBy(this::callRegistered)
                .isInstanceOf(NotAuthenticatedException.class)
                .hasMessageContaining("a function of " + SampleHandlers.Framework.class.getName());
        assertThat(ran).isEmpty();
    }

    @Test
    void callerIsItsUser() throws Exception {
        assertThat(as(identity(), () -> call("tool"))).isEqualTo("alice");
        assertThat(as(identity(), () -> call("user", forged()))).isEqualTo("alice alice");
        assertThat(as(identity(), this::callRegistered)).isEqualTo("aliceab");
        assertThat(ran).containsExactly("tool", "user", "registered");
    }

    @Test
    void onStandardInputItRunsForNobodyButWhatIsMarkedDoesNot() throws Exception {
        assertThat(as(RequestIdentity.ofStdio(), () -> call("tool"))).isEqualTo("nobody");
        assertThat(as(RequestIdentity.ofStdio(), () -> call("user", forged()))).isEqualTo("nobody null");
        assertThat(as(RequestIdentity.ofStdio(), this::callRegistered)).isEqualTo("nobodyab");
        assertThatThrownBy(() -> as(RequestIdentity.ofStdio(), () -> call("marked")))
                .isInstanceOf(NotAuthenticatedException.class)
                .hasMessageNotContaining("presets");
        assertThat(ran).containsExactly("tool", "user", "registered");
    }

    /** A pool's thread that a task of standard input's runs on. */
    @Test
    void taskOfStandardInputIsItsStill() throws Exception {
        Runnable[] task = new Runnable[1];
        as(RequestIdentity.ofStdio(), () -> {
            task[0] = Carrier.propagate(() -> {
                try {
                    call("tool");
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            return "";
        });

        task[0].run();

        assertThat(ran).containsExactly("tool");
    }

    @Test
    void refusalIsAFailedPublisherOrStage() throws Exception {
        assertThatThrownBy(((Mono<?>) call("mono"))::block).isInstanceOf(NotAuthenticatedException.class);
        assertThatThrownBy(((Flux<?>) call("flux"))::blockFirst).isInstanceOf(NotAuthenticatedException.class);
        assertThatThrownBy(((Uni<?>) call("uni")).await()::indefinitely).isInstanceOf(NotAuthenticatedException.class);
        assertThatThrownBy(((Multi<?>) call("multi")).toUni().await()::indefinitely)
                .isInstanceOf(NotAuthenticatedException.class);
        assertThatThrownBy(((CompletionStage<?>) call("stage")).toCompletableFuture()::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(NotAuthenticatedException.class);
        assertThatThrownBy(((CompletionStage<?>) as(identity(), () -> call("future"))).toCompletableFuture()::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(NotAuthorizedException.class);
        assertThat(ran).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mono", "flux"})
    void publisherHasItsCallerAfterTheMethodHasReturned(String method) throws Exception {
        RequestIdentity alice = identity();

        Object publisher = as(alice, () -> call(method));

        assertThat(as(
                        alice,
                        () -> Objects.requireNonNull(Flux.from((org.reactivestreams.Publisher<?>) publisher)
                                .blockFirst())))
                .isEqualTo("alice");
    }

    @Test
    @SuppressWarnings("unchecked")
    void callerOfAPlainMethodIsNotSeenAfterItHasReturned() throws Exception {
        RequestIdentity alice = identity();
        as(alice, () -> call("tool"));

        assertThat(as(alice, () -> ((BiFunction<Object, Object, Object>) registered()).apply("", "")))
                .isEqualTo("nobody");
    }

    private Object callRegistered() throws Exception {
        return invoke(framework.getMethod("call", BiFunction.class), null, registered());
    }

    private static Object registered() throws Exception {
        return framework.getMethod("registered").invoke(null);
    }

    private static Object as(RequestIdentity identity, Call call) throws Exception {
        RequestIdentity before = Carrier.swap(identity);
        try {
            return call.run();
        } finally {
            Carrier.restore(before);
        }
    }

    private Object call(String name, Object... arguments) throws Exception {
        Method method = Arrays.stream(woven.getMethods())
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return invoke(method, handlers, arguments);
    }

    private static Object invoke(Method method, @Nullable Object receiver, Object... arguments) throws Exception {
        try {
            return method.invoke(receiver, arguments);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private static AuthenticatedUser forged() {
        return AuthenticatedUser.of(identity("forged").user());
    }

    private static RequestIdentity identity() {
        return identity("alice");
    }

    private static RequestIdentity identity(String subject) {
        return new RequestIdentity(Map.of(
                UserKeys.SUBJECT,
                subject,
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

    /** What a test does. */
    private interface Call {
        Object run() throws Exception;
    }
}
