package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.exchange.MessageBudget;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.mcpoauth2.agent.gate.Decision;
import io.mcpoauth2.agent.gate.Gate;
import io.mcpoauth2.agent.gate.PendingMessage;
import io.mcpoauth2.agent.gate.Ruling;
import io.mcpoauth2.agent.wait.Caller;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Brings the requests of all doors to the gate, and makes admissions of those that it lets pass. */
final class Rulings {
    private final Supplier<Gate> gate;
    private final ExpiryWatch watch;
    private final Duration grace;
    private final Consumer<String> atFirstRequest;
    private final MessageBudget budget = MessageBudget.ofThisJvm();
    private final AtomicBoolean sawRequest = new AtomicBoolean();

    /**
     * @param gate asked for the gate on every pass, as it is built late
     * @param grace how long the answer to a message may go on after its token has expired
     * @param atFirstRequest told of the door, once, before the first request is judged
     */
    Rulings(Supplier<Gate> gate, ExpiryWatch watch, Duration grace, Consumer<String> atFirstRequest) {
        this.gate = gate;
        this.watch = watch;
        this.grace = grace;
        this.atFirstRequest = atFirstRequest;
    }

    Ruling of(DoorRequest request, Caller caller) {
        if (!sawRequest.get() && sawRequest.compareAndSet(false, true)) {
            int port = request.localPort();
            atFirstRequest.accept(request.door() + (port == 0 ? "" : " at port " + port));
        }
        return gate.get().rule(request, caller);
    }

    /** Where the message of an admitted request is read to. */
    MessageBuffer bufferFor(Decision.Admitted admitted) {
        PendingMessage message = Objects.requireNonNull(admitted.message());
        int max = message.maxSize();
        return new MessageBuffer(
                max, budget, (int) Math.max(0, Math.min(message.head().length(), max)));
    }

    /**
     * Judges a message.
     *
     * @param whole whether it was read to its end, as far as there was room
     * @return an admission, which holds the message, or an answer, and the message is not held any more
     */
    Decision ofMessage(Decision.Admitted admitted, MessageBuffer message, boolean whole) {
        Decision decision = gate.get().ruleMessage(admitted, whole ? message : null);
        if (!(decision instanceof Decision.Admitted)) {
            forget(admitted, message);
        }
        return decision;
    }

    /** Of a request that does not go on. */
    void forget(Decision.Admitted admitted, MessageBuffer message) {
        admitted.identity().close();
        message.release();
    }

    /**
     * @param method of the request, which may be gone
     * @param request what is ended when the token no longer stands
     * @param message what was read of it, released with the admission's end; null if nothing was
     */
    Admission admit(Decision.Admitted admitted, String method, Watched request, @Nullable MessageBuffer message) {
        Duration finishing = !grace.isZero() && method.equals("POST") ? grace : Duration.ZERO;
        return new Admission(
                admitted.identity(), admitted.standing(), finishing, request, watch, message, admitted.observer());
    }
}
