package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.exchange.ErrorReply;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.mcpoauth2.agent.gate.Decision;
import io.mcpoauth2.agent.gate.Gate;
import io.mcpoauth2.agent.gate.HandlerRefusals;
import io.mcpoauth2.agent.gate.InternalFailures;
import io.mcpoauth2.agent.gate.Ruling;
import io.mcpoauth2.agent.wait.Caller;
import io.mcpoauth2.bridge.Carrier;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way of a request through the gate where its thread is an event loop: what such a door calls. Nothing in here waits. */
public final class EventLoops {
    /** Each holds a request and its connection. */
    private static final int MOST_PENDING = 1000;
    /** Longer than all that a ruling waits for may take. */
    static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Rulings rulings;
    private final Supplier<Gate> gate;
    private final InternalFailures failures;
    private final Duration patience;
    private final Semaphore pending = new Semaphore(MOST_PENDING);

    /**
     * @param patience how long a client may take to send its message, once it is admitted
     */
    EventLoops(Rulings rulings, Supplier<Gate> gate, InternalFailures failures, Duration patience) {
        this.rulings = rulings;
        this.gate = gate;
        this.failures = failures;
        this.patience = patience;
    }

    /**
     * Judges a request; never throws.
     *
     * @param request its method, path and headers are not read any more after the call
     * @return completed already where nothing has to be fetched first; else later, normally, by a thread of the agent's that
     *     must not be kept: the door goes on in the request's own loop. Whoever takes an admission from it ends that
     */
    public CompletableFuture<Entry> enter(DoorRequest request) {
        try {
            String method = request.method();
            Ruling ruling = rulings.of(request, Caller.EVENT_LOOP);
            CompletableFuture<Entry> entry = ruling instanceof Ruling.Settled settled
                    ? decided(settled.decision(), method, request)
                    : later((Ruling.Pending) ruling, method, request);
            return entry.exceptionally(this::failed);
        } catch (Throwable failure) {
            return CompletableFuture.completedFuture(failed(failure));
        }
    }

    /** Whether the body of a request whose ruling is pending may be the gate's to read, and so nobody else's until then. */
    public boolean mayReadMessage(DoorRequest request) {
        return gate.get().mayReadMessage(request.method());
    }

    private CompletableFuture<Entry> later(Ruling.Pending ruling, String method, DoorRequest request) {
        if (pending.tryAcquire()) {
            var unused = ruling.decision()
                    .completeOnTimeout(ruling.whenBusy(), TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                    .whenComplete((decision, failure) -> pending.release());
        } else {
            ruling.decision().complete(ruling.whenBusy());
        }
        return ruling.decision().thenCompose(decision -> decided(decision, method, request));
    }

    private CompletableFuture<Entry> decided(Decision decision, String method, DoorRequest request) {
        if (!(decision instanceof Decision.Admitted admitted) || admitted.message() == null) {
            return CompletableFuture.completedFuture(entry(decision, method, request, null));
        }
        MessageBuffer message = rulings.bufferFor(admitted);
        return read(request, message).handle((done, failure) -> judged(admitted, message, failure, method, request));
    }

    /** The client decides how long its message takes, and not every server sets it a bound. */
    private CompletableFuture<Void> read(DoorRequest request, MessageBuffer into) {
        CompletableFuture<Void> read;
        try {
            read = request.collectMessage(into).toCompletableFuture();
        } catch (Throwable failure) {
            return CompletableFuture.failedFuture(failure);
        }
        return read.isDone() ? read : read.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Entry judged(
            Decision.Admitted admitted,
            MessageBuffer message,
            @Nullable Throwable failure,
            String method,
            DoorRequest request) {
        try {
            if (failure != null && !isTheClients(causeOf(failure))) {
                throw causeOf(failure);
            }
            return entry(rulings.ofMessage(admitted, message, failure == null), method, request, message);
        } catch (Throwable own) {
            rulings.forget(admitted, message);
            return failed(own);
        }
    }

    /** Its body ended too early, took too long, or it has gone, or the server has stopped, by which all have. */
    private static boolean isTheClients(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof RejectedExecutionException;
    }

    private static Throwable causeOf(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private Entry entry(Decision decision, String method, DoorRequest request, @Nullable MessageBuffer message) {
        if (decision instanceof Decision.Answered answered) {
            return new Entry.Answered(answered.reply());
        }
        if (decision instanceof Decision.Admitted admitted) {
            Admission admission = rulings.admit(admitted, method, request, message);
            admission.leaveDoor(); // No thread stays within the door while the request goes on.
            admission.watch();
            return new Entry.Admitted(admission);
        }
        return new Entry.Admitted(Admission.NOBODY);
    }

    private Entry failed(Throwable failure) {
        failures.record(causeOf(failure));
        return new Entry.Answered(ErrorReply.INTERNAL_ERROR);
    }

    /** The gate's answer where a handler's refusal is what the application failed with; empty if it is another failure. */
    public Optional<HttpReply> refusalOf(Throwable failure) {
        return new HandlerRefusals(gate.get().refusals(Carrier.current())).refusalOf(failure);
    }
}
