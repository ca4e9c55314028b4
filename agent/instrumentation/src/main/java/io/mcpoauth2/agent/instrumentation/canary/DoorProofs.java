package io.mcpoauth2.agent.instrumentation.canary;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.canary.Proof.Outcome;
import io.mcpoauth2.agent.instrumentation.canary.ProvenMethods.WovenMethod;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that what has been woven stays woven: another agent may replace a class without asking.
 *
 * <p>A class that has lost its advice is woven again; if that does not help, it is made to refuse; if that does not help
 * either, the JVM ends, as requests would pass unchecked.
 */
public final class DoorProofs implements Runnable {
    private final List<ProvenClass> classes = new CopyOnWriteArrayList<>();
    private final Queue<Arrival> arrived = new ConcurrentLinkedQueue<>();
    private final ReentrantLock receiving = new ReentrantLock();
    private final ReentrantLock mending = new ReentrantLock();
    private final Instrumentation jvm;
    private final ProvenMethods provenMethods;
    private final UnaryOperator<@Nullable ClassLoader> doors;
    private final AgentLog log;
    private final Consumer<String> gaps;
    private final Runnable end;
    private final ProofWatch watch;
    private volatile @Nullable Proof proof;

    /**
     * @param agent gives the class files of advice
     * @param doors the loader of doors' classes beside the loader of a woven class
     * @param gaps told of what is not as it should be
     * @param watch told when a class has been woven
     * @param end ends the JVM at once
     */
    public DoorProofs(
            Instrumentation jvm,
            ClassLoader agent,
            UnaryOperator<@Nullable ClassLoader> doors,
            AgentLog log,
            Consumer<String> gaps,
            ProofWatch watch,
            Runnable end) {
        this.jvm = jvm;
        this.provenMethods = new ProvenMethods(agent);
        this.doors = doors;
        this.log = log;
        this.gaps = gaps;
        this.watch = watch;
        this.end = end;
    }

    /**
     * A class file has been woven, for the first time or because another agent changes the class. Returns at once: the
     * class is not there yet, and what other agents make of it is not known.
     *
     * @param loader null is the bootstrap loader
     */
    public void wove(TypeInstrumentation instrumentation, @Nullable ClassLoader loader, byte[] woven) {
        ProvenClass known = known(instrumentation.typeName(), loader);
        if (known == null) {
            arrived.add(new Arrival(instrumentation, loader, woven));
        } else {
            known.setProven(false);
        }
        watch.look();
    }

    /** Finds out what there is to prove of classes that were woven: not while the server waits for them. */
    private void receive() {
        receiving.lock();
        try {
            classes.removeIf(ProvenClass::isGone);
            for (Arrival next = arrived.poll(); next != null; next = arrived.poll()) {
                receive(next);
            }
        } finally {
            receiving.unlock();
        }
    }

    private void receive(Arrival arrival) {
        TypeInstrumentation type = arrival.instrumentation;
        ClassLoader loader = arrival.loader == null ? null : arrival.loader.get();
        boolean collected = arrival.loader != null && loader == null;
        if (collected || known(type.typeName(), loader) != null) {
            return;
        }
        try {
            List<WovenMethod> methods = provenMethods.of(type, arrival.woven);
            if (!methods.isEmpty()) {
                classes.add(new ProvenClass(type.kind(), type.typeName(), loader, methods));
            }
        } catch (Throwable failure) {
            log.error("whether the " + type.kind() + " stays woven into " + type.typeName() + " cannot be told: "
                    + failure);
        }
    }

    /** Whether this class is not to be woven any more but to refuse, as its weaving does not last. */
    public boolean mustRefuse(TypeInstrumentation instrumentation, @Nullable ClassLoader loader) {
        ProvenClass known = known(instrumentation.typeName(), loader);
        return known != null && known.isRefusing();
    }

    private @Nullable ProvenClass known(String name, @Nullable ClassLoader loader) {
        for (ProvenClass known : classes) {
            if (known.is(name, loader)) {
                return known;
            }
        }
        return null;
    }

    /** Something is about to serve: does as {@link #proveAll}, and has all looked at again whenever it is transformed. */
    @Override
    public void run() {
        watch.serve(this);
    }

    /** Proves all that is woven and in use, and mends what is lost, before it returns. */
    public void proveAll() {
        receive();
        for (ProvenClass proven : classes) {
            prove(proven);
        }
    }

    /** Proves what has come into use since it was woven, and tells whether all has. */
    boolean proveRest() {
        receive();
        boolean all = true;
        for (ProvenClass proven : classes) {
            if (!proven.isProven()) {
                prove(proven);
                all &= proven.isProven();
            }
        }
        return all;
    }

    private void prove(ProvenClass proven) {
        switch (outcome(proven)) {
            case NOT_YET -> {}
            case HOLDS -> proven.setProven(true);
            case LOST -> mend(proven);
        }
    }

    /** What cannot be told is said once. It was woven all the same. */
    private Outcome outcome(ProvenClass proven) {
        try {
            return proof().of(proven);
        } catch (Throwable failure) {
            if (proven.doubt()) {
                log.error("whether the " + proven.kind() + " is still woven into " + proven.name() + " cannot be told: "
                        + failure);
            }
            return Outcome.HOLDS;
        }
    }

    private Proof proof() {
        Proof known = proof;
        if (known == null) {
            known = new Proof(new JdkInternals(jvm), doors);
            proof = known;
        }
        return known;
    }

    private void mend(ProvenClass lost) {
        if (mending.isHeldByCurrentThread()) {
            return; // What another agent does while we have the class transformed starts a server.
        }
        mending.lock();
        try {
            if (outcome(lost) != Outcome.LOST) {
                return; // Another thread has seen it, too.
            }
            log.error(
                    "the " + lost.kind() + " was lost: another agent has replaced " + lost.name() + " by one without");
            if (!lost.isRefusing() && holdsAfterTransformation(lost)) {
                log.warn("the " + lost.kind() + " has been woven again into " + lost.name() + " and holds");
                return;
            }
            lost.refuse();
            if (holdsAfterTransformation(lost)) {
                gaps.accept(lost.kind() + " (lost to another agent: refuses all)");
                log.error("the " + lost.kind() + " cannot be woven again into " + lost.name()
                        + ": all calls to it are refused; name this agent after all others on the command line");
                return;
            }
            log.error("the " + lost.kind() + " cannot be kept and " + lost.name()
                    + " cannot be made to refuse, so that requests would pass unchecked: this JVM ends with status 78;"
                    + " name this agent after all others on the command line");
            end.run();
        } finally {
            mending.unlock();
        }
    }

    private boolean holdsAfterTransformation(ProvenClass lost) {
        try {
            Class<?> type = proof().loaded(lost);
            if (type == null) {
                return true; // Collected meanwhile.
            }
            jvm.retransformClasses(type);
        } catch (Throwable failure) {
            log.error(lost.name() + " cannot be transformed again: " + failure);
            return false;
        }
        return outcome(lost) != Outcome.LOST;
    }

    /** A class file that was woven, and not looked at yet. */
    private static final class Arrival {
        private final TypeInstrumentation instrumentation;
        private final @Nullable WeakReference<ClassLoader> loader;
        private final byte[] woven;

        Arrival(TypeInstrumentation instrumentation, @Nullable ClassLoader loader, byte[] woven) {
            this.instrumentation = instrumentation;
            this.loader = loader == null ? null : new WeakReference<>(loader);
            this.woven = woven;
        }
    }
}
