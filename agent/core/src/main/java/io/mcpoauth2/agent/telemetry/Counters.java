package io.mcpoauth2.agent.telemetry;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Sums since the start of the process; adding to them never blocks. */
public final class Counters implements Measurements {
    private final Map<Outcome, Sum> outcomes = new EnumMap<>(Outcome.class);
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    /** By issuer: only configured names come here. */
    private final Map<String, Requests> keyFetches = new ConcurrentHashMap<>();

    private final Map<String, Requests> introspections = new ConcurrentHashMap<>();

    public Counters() {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new Sum());
        }
    }

    @Override
    public void judged(Outcome outcome, long nanos) {
        Sum sum = outcomes.get(outcome);
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

    /** Requests with this outcome. */
    public long count(Outcome outcome) {
        Sum sum = outcomes.get(outcome);
        return sum == null ? 0 : sum.count.sum();
    }

    /** Time that the gate took for them together, in nanoseconds. */
    public long nanos(Outcome outcome) {
        Sum sum = outcomes.get(outcome);
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
