package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.judgement.JudgementListener;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.PowersOfTen;
import io.mcpoauth2.agent.token.Standing;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Report mode: everything is judged and nothing refused; what would have been is counted and logged.
 *
 * <p>Each kind is logged the first time and when its count reaches a power of ten, so that a flood cannot flood the log.
 * What could not be decided is refused as ever: nobody knows what enforcing would have made of it.
 */
public final class Reporting {
    /** Of handlers and MCP frameworks, which are told apart by name. */
    private static final int MAX_KINDS = 1_000;

    private final JudgementListener listener;
    private final AgentLog log;
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    Reporting(JudgementListener listener, AgentLog log) {
        this.listener = listener;
        this.log = log;
    }

    /** Whether a decision is a refusal that is only told of. */
    static boolean covers(Decision decision) {
        return decision instanceof Decision.Answered answered
                && answered.judgement().reason().isRefusal()
                && answered.reply().status() != 503;
    }

    void tell(Judgement judgement) {
        listener.judged(judgement.reported(), 0);
        count("a request", judgement.reason().text());
    }

    /**
     * A guarded handler, or an MCP framework, would have refused a call.
     *
     * @param name of the code, nothing of a request
     */
    public void tellOfCode(String name) {
        listener.judged(Judgement.ofNobody(Reason.HANDLER).reported(), 0);
        count("a call of " + name, Reason.HANDLER.text());
    }

    /** The same token, which never ends: that it would have is told once. */
    Standing lasting(Standing standing, Judgement judgement) {
        AtomicBoolean told = new AtomicBoolean();
        return (Instant now) -> {
            Standing.End end = standing.at(now);
            if (end != Standing.End.NONE && told.compareAndSet(false, true)) {
                tell(new Judgement(end == Standing.End.EXPIRED ? Reason.EXPIRY : Reason.DENIED, judgement.user()));
            }
            return Standing.End.NONE;
        };
    }

    private void count(String what, String reason) {
        String kind = what + " would have been refused: " + reason;
        if (counts.size() >= MAX_KINDS && !counts.containsKey(kind)) {
            return; // Counted by the listener all the same.
        }
        long count = counts.computeIfAbsent(kind, name -> new AtomicLong()).incrementAndGet();
        if (count == 1) {
            log.warn("mode=report: " + kind);
        } else if (PowersOfTen.include(count)) {
            log.warn("mode=report: " + kind + " (" + count + " times so far)");
        }
    }
}
