package io.mcpoauth2.agent.telemetry;

import io.mcpoauth2.agent.judgement.Judgement;
import io.mcpoauth2.agent.judgement.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Sums since the start of the process; adding to them never blocks. */
public final class Counters implements Measurements {
    private final Map<Reason, Sum> reasons = new EnumMap<>(Reason.class);
    private final Map<Reason, LongAdder> reported = new EnumMap<>(Reason.class);
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    /** By issuer: only configured names come here. */
    private final Map<String, Requests> keyFetches = new ConcurrentHashMap<>();

    private final Map<String, Requests> introspections = new ConcurrentHashMap<>();

    public Counters() {
        for (Reason reason : Reason.values()) {
            reasons.put(reason, new Sum());
            reported.put(reason, new LongAdder());
        }
    }

    @Override
    public void judged(Judgement judgement, long nanos) {
        LongAdder reports = judgement.enforced() ? null : reported.get(judgement.reason());
        if (reports != null) {
            reports.increment();
            return;
        }
        Sum sum = reasons.get(judgement.reason());
        if (sum != null) { // There is one for each.
            sum.add(nanos);
        }
    }

    @Override
    public void lookedUp(boolean hit) {
        (hit ? hits : misses).increment();
    }

    @Override
    public void fetchedKeys(String issuer, boolean succeeded, long nanos) {
        keyFetches.computeIfAbsent(issuer, name -> new Requests()).add(succeeded, nanos);
    }

    @Override
    public void introspected(String issuer, boolean answered, long nanos) {
        introspections.computeIfAbsent(issuer, name -> new Requests()).add(answered, nanos);
    }

    /** Requests with this reason. */
    public long count(Reason reason) {
        Sum sum = reasons.get(reason);
        return sum == null ? 0 : sum.count.sum();
    }

    /** Requests and calls that went on although they would have been refused for this reason: of report mode. */
    public long reported(Reason reason) {
        LongAdder reports = reported.get(reason);
        return reports == null ? 0 : reports.sum();
    }

    /** Time that the gate took for them together, in nanoseconds. */
    public long nanos(Reason reason) {
        Sum sum = reasons.get(reason);
        return sum == null ? 0 : sum.nanos.sum();
    }

    public long cacheHits() {
        return hits.sum();
    }

    public long cacheMisses() {
        return misses.sum();
    }

    /** Fetches of keys, by issuer. */
    public SortedMap<String, Tally> keyFetches() {
        return tallies(keyFetches);
    }

    /** Questions about tokens, by issuer. */
    public SortedMap<String, Tally> introspections() {
        return tallies(introspections);
    }

    private static SortedMap<String, Tally> tallies(Map<String, Requests> requests) {
        SortedMap<String, Tally> tallies = new TreeMap<>();
        requests.forEach((issuer, made) -> tallies.put(issuer, made.tally()));
        return tallies;
    }

    /**
     * What became of requests to an issuer.
     *
     * @param nanos that all of them took together
     */
    public record Tally(long succeeded, long failed, long nanos) {}

    private static final class Sum {
        private final LongAdder count = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        void add(long took) {
            count.increment();
            nanos.add(took);
        }
    }

    private static final class Requests {
        private final LongAdder succeeded = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        void add(boolean success, long took) {
            (success ? succeeded : failed).increment();
            nanos.add(took);
        }

        Tally tally() {
            return new Tally(succeeded.sum(), failed.sum(), nanos.sum());
        }
    }
}
