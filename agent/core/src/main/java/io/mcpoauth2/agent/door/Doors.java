package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.exchange.ErrorReply;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.mcpoauth2.agent.gate.Decision;
import io.mcpoauth2.agent.gate.ErrorReplies;
import io.mcpoauth2.agent.gate.Gate;
import io.mcpoauth2.agent.gate.HandlerRefusals;
import io.mcpoauth2.agent.gate.InternalFailures;
import io.mcpoauth2.agent.gate.Ruling;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.wait.BoundedWait;
import io.mcpoauth2.agent.wait.Caller;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.Reports;
import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.Skip;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a request through the gate, the same for every server: what a door's advice calls.
 *
 * <p>Nothing here is caught that would let a request go on: an exception leaving {@link #enter} keeps the woven method
 * from running.
 */
public final class Doors {
    /** Half of what servers have threads. */
    private static final int MOST_WAITING = 100;

    private static volatile @Nullable Doors installed;

    private final Supplier<Gate> gate;
    private final BoundedWait wait = new BoundedWait(MOST_WAITING, EventLoops.TIMEOUT);
    private final Rulings rulings;
    private final AgentLog log;
    private final InternalFailures failures;
    private final ChokePoints chokePoints;
    private final EventLoops eventLoops;

    /**
     * @param gate asked for the gate on every pass, as it is built late
     * @param grace how long the answer to a message may go on after its token has expired
     * @param atFirstRequest told of the door, once, before the first request is judged
     */
    public Doors(
            Supplier<Gate> gate, ExpiryWatch watch, Duration grace, AgentLog log, Consumer<String> atFirstRequest) {
        this.gate = gate;
        this.rulings = new Rulings(gate, watch, grace, atFirstRequest);
        this.log = log;
        this.failures = new InternalFailures(log);
        this.chokePoints = new ChokePoints(gate, log);
        this.eventLoops = new EventLoops(rulings, gate, failures, EventLoops.TIMEOUT);
    }

    public void install() {
        installed = this;
    }

    /**
     * @throws IllegalStateException before the agent is complete, so that nothing passes
     */
    public static Doors installed() {
        Doors doors = installed;
        if (doors == null) {
            throw new IllegalStateException("mcp-oauth2-agent: a door was reached before the agent was complete");
        }
        return doors;
    }

    /** The answer of a server that no door fits; needs no gate. */
    public static HttpReply withoutDoor() {
        return ErrorReplies.withoutDoor();
    }

    /** The locks within MCP frameworks, behind the doors or where there is none. */
    public ChokePoints chokePoints() {
        return chokePoints;
    }

    /** The same for servers whose threads must not wait. */
    public EventLoops eventLoops() {
        return eventLoops;
    }

    /**
     * Judges a request, or recognises one that has been judged.
     *
     * @return {@link Skip#BODY} if the request has been answered, else what {@link #exit} needs
     */
    public Object enter(Exchange exchange) {
        try {
            return judge(exchange);
        } catch (Throwable failure) { // Some servers say nothing of what is thrown here.
            failures.record(failure);
            if (exchange.isCommitted()) {
                throw failure;
            }
            answer(exchange, ErrorReply.INTERNAL_ERROR);
            return Skip.BODY;
        }
    }

    private Object judge(Exchange exchange) {
        Admission known = exchange.remembered();
        if (known != null && !exchange.isRerouted()) {
            return Pass.again(known);
        }
        Admission elsewhere = exchange.judgedByAnotherThread();
        if (elsewhere != null) {
            return open(elsewhere.forAnotherThread(exchange), exchange);
        }
        Ruling ruling = rulings.of(exchange, Caller.REQUEST_THREAD);
        Decision decision = ruling instanceof Ruling.Pending pending
                ? wait.await(pending.decision(), pending.whenBusy())
                : ((Ruling.Settled) ruling).decision();
        @Nullable MessageBuffer message = null;
        if (decision instanceof Decision.Admitted admitted && admitted.message() != null) {
            message = rulings.bufferFor(admitted);
            decision = judgeMessage(admitted, message, exchange);
        }
        if (decision instanceof Decision.Admitted admitted) {
            return open(rulings.admit(admitted, exchange.method(), exchange, message), exchange);
        }
        if (decision instanceof Decision.Unprotected) {
            exchange.remember(Admission.NOBODY);
            // Overwrite, never merely skip: whatever the thread carries is another request's.
            return Pass.opening(Admission.NOBODY);
        }
        int refused = exchange.refusedByServer();
        answer(
                exchange,
                refused == 0
                        ? ((Decision.Answered) decision).reply()
                        : gate.get().refusals(exchange).refusedByServer(refused));
        return Skip.BODY;
    }

    private Decision judgeMessage(Decision.Admitted admitted, MessageBuffer message, Exchange exchange) {
        boolean whole = true;
        try {
            exchange.readMessage(message);
        } catch (IOException e) {
            whole = false;
        } catch (Throwable failure) {
            rulings.forget(admitted, message);
            throw failure;
        }
        return rulings.ofMessage(admitted, message, whole);
    }

    /**
     * For a thread of the server's that comes back to an admitted request, to call what has been registered for it.
     *
     * @return what {@link #exit} needs
     */
    public Object enterAgain(Exchange exchange) {
        Admission known = exchange.remembered();
        return known == null ? Pass.nested() : Pass.again(known);
    }

    private Pass open(Admission admission, Exchange exchange) {
        boolean opened = false;
        try {
            exchange.remember(admission);
            admission.watch();
            Pass pass = Pass.opening(admission);
            opened = true;
            return pass;
        } finally {
            if (!opened) {
                admission.end(); // It may be remembered all the same.
            }
        }
    }

    /** Whether {@link #exit} has nothing to do for what {@link #enter} returned. */
    public static boolean isNested(@Nullable Object entered) {
        return Pass.isNested(entered);
    }

    /**
     * Takes the identity off the thread again.
     *
     * @param entered what {@link #enter} returned; null if it threw
     */
    public void exit(@Nullable Object entered, Exchange exchange) {
        if (entered instanceof Pass pass) {
            @Nullable Admission opened = pass.leave();
            if (opened != null) {
                leave(opened, exchange);
            }
        }
    }

    /** The outermost pass of a request that went on returns to its server; part of {@link #exit} where that is called. */
    public void leave(Admission admission, Exchange exchange) {
        admission.leaveDoor();
        exchange.leave(admission);
    }

    /**
     * Turns a handler's refusal that nobody handled into the gate's answer.
     *
     * @return what is still to be thrown: null if the refusal has been answered
     */
    public @Nullable Throwable answerRefusal(@Nullable Throwable thrown, Exchange exchange) {
        if (thrown == null || exchange.isCommitted()) {
            return thrown;
        }
        Optional<HttpReply> reply = new HandlerRefusals(gate.get().refusals(exchange)).refusalOf(thrown);
        if (reply.isEmpty()) {
            return thrown;
        }
        answer(exchange, reply.get());
        return null;
    }

    /**
     * Refuses a call that reached an MCP transport without an identity, whatever path led there.
     *
     * @return whether the transport may go on
     */
    public boolean admitToTransport(Exchange exchange) {
        RequestIdentity identity = Carrier.current();
        if (identity != null
                && (identity.isOpen() || Reports.insteadOfRefusalBy("the transport of the MCP Java SDK"))) {
            return true;
        }
        answer(exchange, gate.get().refusals(exchange).unauthenticated());
        return false;
    }

    private void answer(Exchange exchange, HttpReply reply) {
        try {
            if (exchange.isCommitted()) {
                exchange.abort();
            } else {
                exchange.write(reply);
            }
        } catch (IOException e) {
            // The client is gone; the handler does not run either way.
            log.debug("a refusal could not be sent: " + e.getClass().getName());
            exchange.abort();
        }
    }
}
