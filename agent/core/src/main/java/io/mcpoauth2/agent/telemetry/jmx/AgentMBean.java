package io.mcpoauth2.agent.telemetry.jmx;

import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Counters;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import javax.management.JMException;
import javax.management.ObjectName;

/** The counters, registered at the platform's MBean server. */
public final class AgentMBean implements AgentMXBean {
    static final String NAME = "io.mcpoauth2:type=Agent";

    private final Counters counters;
    private final Supplier<Map<String, Duration>> keyAges;

    private final Supplier<Set<String>> unknownServers;
    private final Supplier<Set<String>> gaps;

    private AgentMBean(
            Counters counters,
            Supplier<Map<String, Duration>> keyAges,
            Supplier<Set<String>> unknownServers,
            Supplier<Set<String>> gaps) {
        this.counters = counters;
        this.keyAges = keyAges;
        this.unknownServers = unknownServers;
        this.gaps = gaps;
    }

    /** Registers it; a server that does not take it goes on without. */
    public static void register(
            Counters counters,
            Supplier<Map<String, Duration>> keyAges,
            Supplier<Set<String>> unknownServers,
            Supplier<Set<String>> gaps,
            AgentLog log) {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(new AgentMBean(counters, keyAges, unknownServers, gaps), new ObjectName(NAME));
        } catch (JMException | RuntimeException e) {
            log.warn("the MBean " + NAME + " could not be registered: "
                    + e.getClass().getName());
        }
    }

    @Override
    public long getAcceptedRequests() {
        return counters.count(Reason.ACCEPTED);
    }

    @Override
    public Map<String, Long> getRefusedRequests() {
        return counts(Reason::isRefusal, counters::count);
    }

    @Override
    public Map<String, Long> getReportedRequests() {
        return counts(Reason::isRefusal, counters::reported);
    }

    @Override
    public Map<String, Long> getUnprotectedRequests() {
        return counts(reason -> !reason.isRefusal() && reason != Reason.ACCEPTED, counters::count);
    }

    /** Only of reasons that there were. */
    private SortedMap<String, Long> counts(Predicate<Reason> wanted, ToLongFunction<Reason> count) {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (Reason reason : Reason.values()) {
            long counted = wanted.test(reason) ? count.applyAsLong(reason) : 0;
            if (counted > 0) {
                counts.put(reason.text(), counted);
            }
        }
        return counts;
    }

    @Override
    public Map<String, Double> getMeanMicroseconds() {
        SortedMap<String, Double> means = new TreeMap<>();
        for (Reason reason : Reason.values()) {
            long count = counters.count(reason);
            if (count > 0) {
                means.put(reason.text(), counters.nanos(reason) / 1e3 / count);
            }
        }
        return means;
    }

    @Override
    public long getCacheHits() {
        return counters.cacheHits();
    }

    @Override
    public long getCacheMisses() {
        return counters.cacheMisses();
    }

    @Override
    public Map<String, IssuerRequests> getKeyFetches() {
        return beans(counters.keyFetches());
    }

    @Override
    public Map<String, IssuerRequests> getIntrospections() {
        return beans(counters.introspections());
    }

    @Override
    public Map<String, Long> getKeyAgeSeconds() {
        SortedMap<String, Long> ages = new TreeMap<>();
        keyAges.get().forEach((issuer, age) -> ages.put(issuer, age.toSeconds()));
        return ages;
    }

    @Override
    public Set<String> getUnknownServers() {
        return unknownServers.get();
    }

    @Override
    public Set<String> getNotCovered() {
        return gaps.get();
    }

    private static Map<String, IssuerRequests> beans(Map<String, Counters.Tally> tallies) {
        SortedMap<String, IssuerRequests> beans = new TreeMap<>();
        tallies.forEach((issuer, tally) -> beans.put(issuer, new IssuerRequests(tally)));
        return beans;
    }
}
