package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.gate.Decision;
import io.mcpoauth2.agent.gate.Gate;
import io.mcpoauth2.agent.gate.Ruling;
import io.mcpoauth2.agent.wait.Caller;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Brings the requests of all doors to the gate, and makes admissions of those that it lets pass. */
final class Rulings {
    private final Supplier<Gate> gate;
    private final ExpiryWatch watch;
    private final Duration grace;
    private final Consumer<String> atFirstRequest;
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

    /**
     * @param method of the request, which may be gone
     * @param request what is ended when the token no longer stands
     */
    Admission admit(Decision.Admitted admitted, String method, Watched request) {
        Duration finishing = !grace.isZero() && method.equals("POST") ? grace : Duration.ZERO;
        return new Admission(admitted.identity(), admitted.standing(), finishing, request, watch);
    }
}
