package io.mcpoauth2.agent.instrumentation.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.instrumentation.door.Canary;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Advice stops the one object that was sent, on the thread that sent it, and nothing else. */
class CanaryTest {
    private final List<String> ran = new ArrayList<>();

    @Test
    void theObjectThatWasSentIsStopped() throws Throwable {
        Receiver sent = new Receiver();

        assertThat(isStopped(sent, () -> handle(sent))).isTrue();

        assertThat(ran).isEmpty();
    }

    @Test
    void anEqualObjectIsNoCanary() throws Throwable {
        assertThat(isStopped(new Receiver(), () -> handle(new Receiver()))).isFalse();

        assertThat(ran).containsExactly("body");
    }

    @Test
    void theObjectPassesOnAnotherThreadMeanwhile() throws Throwable {
        Receiver sent = new Receiver();

        assertThat(isStopped(sent, () -> {
                    FutureTask<?> other = new FutureTask<>(() -> handle(sent), null);
                    Thread thread = new Thread(other);
                    thread.start();
                    other.get();
                    return null;
                }))
                .isFalse();

        assertThat(ran).containsExactly("body");
    }

    @Test
    void theObjectPassesWhenTheProofIsOver() throws Throwable {
        Receiver sent = new Receiver();
        assertThat(isStopped(sent, () -> handle(sent))).isTrue();

        handle(sent);

        assertThat(ran).containsExactly("body");
    }

    /** A server's start within a proof, whose own canaries are sent. */
    @Test
    void aCanaryWithinTheFlightOfAnotherEndsNothingOfTheOther() throws Throwable {
        Receiver outer = new Receiver();
        Receiver inner = new Receiver();

        assertThat(isStopped(outer, () -> {
                    assertThat(isStopped(inner, () -> handle(inner))).isTrue();
                    return handle(outer);
                }))
                .isTrue();

        assertThat(ran).isEmpty();
    }

    @Test
    void whatTheMethodThrowsIsNoAnswerOfAdvice() {
        assertThatThrownBy(() -> isStopped(new Receiver(), () -> {
                    throw new IllegalStateException("body");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    private Void handle(Receiver receiver) {
        Canary.stop(receiver);
        ran.add("body");
        return null;
    }

    private static boolean isStopped(Object receiver, Body body) throws Throwable {
        MethodHandle run = MethodHandles.lookup()
                .findVirtual(Body.class, "run", MethodType.methodType(Void.class))
                .bindTo(body);
        return new Canary(receiver)
                .isStoppedBy(MethodHandles.dropArguments(run, 0, Object.class), new Object[] {receiver});
    }

    private interface Body {
        @SuppressWarnings("UnusedMethod") // By a method handle.
        Void run() throws Throwable;
    }

    /** Says that it is everything. */
    private static final class Receiver {
        @Override
        public boolean equals(Object other) {
            return true;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }
}
