package io.mcpoauth2.agent.instrumentation.context.concurrent;

import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;

/** Tasks of a JVM whose executors are woven, once for all tests: who submits them, and what they see. */
final class WovenTasks {
    private static final ByteArrayOutputStream LOGGED = new ByteArrayOutputStream();
    private static final List<String> GAPS = new ArrayList<>();

    static {
        AgentLog log = new AgentLog(new PrintStream(LOGGED, true, StandardCharsets.UTF_8), AgentLog.Level.DEBUG);
        ConcurrencyWeaving weaving = new ConcurrencyWeaving(ByteBuddyAgent.install(), log, GAPS::add);
        weaving.expect();
        weaving.weave();
    }

    private WovenTasks() {}

    /** What the weaving had to say. */
    static String logged() {
        return LOGGED.toString(StandardCharsets.UTF_8);
    }

    /** What it could not weave. */
    static List<String> gaps() {
        return GAPS;
    }

    static void submitAs(@Nullable RequestIdentity submitter, Submission submission, Runnable task) throws Exception {
        @Nullable RequestIdentity before = Carrier.swap(submitter);
        try {
            submission.submit(task);
        } finally {
            Carrier.restore(before);
        }
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a thread carried. */
    record Seen(@Nullable RequestIdentity identity) {
        boolean isAnyones() {
            return identity != null && identity.isOpen();
        }
    }

    /** May be done by the submitting thread itself. */
    @FunctionalInterface
    interface Submission {
        void submit(Runnable task) throws Exception;
    }
}
