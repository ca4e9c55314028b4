package io.mcpoauth2.agent.instrumentation.context.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stages of the JDK's own futures run as the request that registered them. Weaves this JVM. */
@SuppressWarnings("FutureReturnValueIgnored") // What the stages see is looked at.
class FutureWeaverTest {
    private static final ByteArrayOutputStream LOGGED = new ByteArrayOutputStream();
    private static final List<String> GAPS = new ArrayList<>();
    private static ExecutorService executor;

    private final RequestIdentity alice = new RequestIdentity(Map.of());
    private final RequestIdentity bob = new RequestIdentity(Map.of());

    @BeforeAll
    static void weave() {
        Instrumentation jvm = ByteBuddyAgent.install();
        AgentLog log = new AgentLog(new PrintStream(LOGGED, true, StandardCharsets.UTF_8), AgentLog.Level.DEBUG);
        ConcurrencyWeaving weaving = new ConcurrencyWeaving(jvm, log, GAPS::add);
        weaving.expect();
        weaving.weave();
        executor = Executors.newSingleThreadExecutor();
    }

    @AfterAll
    static void stop() {
        executor.shutdownNow();
    }

    @AfterEach
    void nothingIsLeftOnTheThread() {
        RequestIdentity left = Carrier.swap(null);
        assertThat(left).isNull();
    }

    @Test
    void thisJvmsFutureCanBeWovenAndNothingIsSaid() {
        assertThat(LOGGED.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(GAPS).isEmpty();
    }

    /** Every way of registering a function, and what it sees there. */
    static Stream<Arguments> stages() {
        CompletableFuture<String> done = CompletableFuture.completedFuture("");
        return Stream.of(
                stage("thenApply", (source, seen) -> source.thenApply(value -> seen.complete(Carrier.current()))),
                stage("thenAccept", (source, seen) -> source.thenAccept(value -> seen.complete(Carrier.current()))),
                stage("thenRun", (source, seen) -> source.thenRun(() -> seen.complete(Carrier.current()))),
                stage("handle", (source, seen) -> source.handle((value, e) -> seen.complete(Carrier.current()))),
                stage(
                        "whenComplete",
                        (source, seen) -> source.whenComplete((v, e) -> seen.complete(Carrier.current()))),
                stage(
                        "thenCompose",
                        (source, seen) -> source.thenCompose(value -> {
                            seen.complete(Carrier.current());
                            return done;
                        })),
                stage(
                        "thenCombine",
                        (source, seen) -> source.thenCombine(done, (one, two) -> seen.complete(Carrier.current()))),
                stage(
                        "thenCombine's other",
                        (source, seen) -> done.thenCombine(source, (one, two) -> seen.complete(Carrier.current()))),
                stage(
                        "thenAcceptBoth",
                        (source, seen) -> source.thenAcceptBoth(done, (one, two) -> seen.complete(Carrier.current()))),
                stage(
                        "runAfterBoth",
                        (source, seen) -> source.runAfterBoth(done, () -> seen.complete(Carrier.current()))),
                stage(
                        "applyToEither",
                        (source, seen) -> source.applyToEither(
                                new CompletableFuture<>(), value -> seen.complete(Carrier.current()))),
                stage(
                        "acceptEither",
                        (source, seen) -> source.acceptEither(
                                new CompletableFuture<>(), value -> seen.complete(Carrier.current()))),
                stage(
                        "runAfterEither",
                        (source, seen) -> source.runAfterEither(
                                new CompletableFuture<>(), () -> seen.complete(Carrier.current()))),
                stage(
                        "exceptionally",
                        (source, seen) -> failing(source).exceptionally(e -> {
                            seen.complete(Carrier.current());
                            return "";
                        })),
                stage(
                        "exceptionallyCompose",
                        (source, seen) -> failing(source).exceptionallyCompose(e -> {
                            seen.complete(Carrier.current());
                            return done;
                        })),
                stage(
                        "of a minimal stage",
                        (source, seen) ->
                                source.minimalCompletionStage().thenApply(value -> seen.complete(Carrier.current()))),
                stage(
                        "of a copy",
                        (source, seen) -> source.copy().thenApply(value -> seen.complete(Carrier.current()))),
                stage(
                        "of allOf",
                        (source, seen) -> CompletableFuture.allOf(source, done)
                                .thenApply(value -> seen.complete(Carrier.current()))),
                stage(
                        "of a stage of a stage",
                        (source, seen) -> source.thenApply(value -> value)
                                .thenCompose(value -> done)
                                .thenApply(value -> seen.complete(Carrier.current()))),
                stage(
                        "thenApplyAsync",
                        (source, seen) -> source.thenApplyAsync(value -> seen.complete(Carrier.current()))),
                stage(
                        "thenApplyAsync with an executor",
                        (source, seen) -> source.thenApplyAsync(value -> seen.complete(Carrier.current()), executor)),
                stage(
                        "handleAsync with a direct executor",
                        (source, seen) ->
                                source.handleAsync((value, e) -> seen.complete(Carrier.current()), Runnable::run)));
    }

    private static CompletableFuture<String> failing(CompletableFuture<String> source) {
        return source.thenApply(value -> {
            throw new IllegalStateException("on purpose");
        });
    }

    private static Arguments stage(
            String name, BiConsumer<CompletableFuture<String>, CompletableFuture<RequestIdentity>> registration) {
        return Arguments.of(name, registration);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stages")
    void stageRunsAsTheRequestThatRegisteredItWhicheverCompletesTheFuture(
            String name, BiConsumer<CompletableFuture<String>, CompletableFuture<RequestIdentity>> registration) {
        assertThat(seen(registration, bob, alice)).isSameAs(bob);
        assertThat(seen(registration, bob, null)).isSameAs(bob);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stages")
    void stageThatNoRequestRegisteredIsNobodysWhicheverCompletesTheFuture(
            String name, BiConsumer<CompletableFuture<String>, CompletableFuture<RequestIdentity>> registration) {
        assertThat(seen(registration, null, alice)).isIn(RequestIdentity.NOBODY, null);
    }

    private static RequestIdentity seen(
            BiConsumer<CompletableFuture<String>, CompletableFuture<RequestIdentity>> registration,
            @Nullable RequestIdentity registering,
            @Nullable RequestIdentity completing) {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<RequestIdentity> seen = new CompletableFuture<>();
        as(registering, () -> registration.accept(source, seen));
        as(completing, () -> {
            source.complete("value");
            assertThat(Carrier.current()).isSameAs(completing);
        });
        return seen.join();
    }

    @Test
    void suppliedValueIsMadeForTheRequestThatAskedForIt() {
        CompletableFuture<CompletableFuture<RequestIdentity>> asked = new CompletableFuture<>();
        as(bob, () -> asked.complete(CompletableFuture.supplyAsync(Carrier::current, executor)));
        assertThat(asked.join().join()).isSameAs(bob);

        CompletableFuture<RequestIdentity> ran = new CompletableFuture<>();
        as(bob, () -> CompletableFuture.runAsync(() -> ran.complete(Carrier.current()), executor));
        assertThat(ran.join()).isSameAs(bob);

        CompletableFuture<RequestIdentity> completed = new CompletableFuture<>();
        as(bob, () -> completed.completeAsync(Carrier::current));
        assertThat(completed.join()).isSameAs(bob);
    }

    @Test
    void stageWhoseRequestHasEndedIsNobodys() {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<RequestIdentity> registeredInTime = new CompletableFuture<>();
        CompletableFuture<RequestIdentity> registeredLate = new CompletableFuture<>();
        as(bob, () -> source.thenRun(() -> registeredInTime.complete(Carrier.current())));
        bob.close();
        as(bob, () -> source.thenRun(() -> registeredLate.complete(Carrier.current())));

        as(alice, () -> source.complete("value"));

        assertThat(registeredInTime.join().isOpen()).isFalse();
        assertThat(registeredLate.join()).isSameAs(RequestIdentity.NOBODY);
    }

    @Test
    void functionThatThrowsLeavesTheThreadAsItWas() {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<?>[] failed = new CompletableFuture<?>[1];
        as(bob, () -> failed[0] = failing(source));
        as(alice, () -> {
            source.complete("value");
            assertThat(Carrier.current()).isSameAs(alice);
        });

        assertThatThrownBy(failed[0]::join).hasRootCauseMessage("on purpose");
    }

    @Test
    void nullIsRefusedByTheJdkItself() {
        as(
                bob,
                () -> assertThatThrownBy(() -> new CompletableFuture<String>().thenApply(null))
                        .isInstanceOf(NullPointerException.class));
    }

    @Test
    void functionIsWrappedOnce() {
        CompletableFuture<Long> depth = new CompletableFuture<>();
        CompletableFuture<String> source = new CompletableFuture<>();
        as(
                bob,
                () -> source.exceptionallyCompose(e -> source)
                        .thenApplyAsync(value -> depth.complete(carryingFrames()), executor));
        source.complete("value");

        assertThat(depth.join()).isEqualTo(1);
    }

    private static long carryingFrames() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().endsWith("Futures$CarryingFunction")
                                && frame.getMethodName().equals("apply"))
                        .count());
    }

    private static void as(@Nullable RequestIdentity identity, Runnable task) {
        RequestIdentity before = Carrier.swap(identity);
        try {
            task.run();
        } finally {
            Carrier.restore(before);
        }
    }
}
