package io.mcpoauth2.agent.instrumentation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * What of this JVM is protected and what is not, as far as it is known: for the line at the first request and the MBean.
 *
 * <p>It decides nothing. Whoever learns something reports it here, from any thread; each fact counts once. The texts stand
 * in a log line, so they name code and addresses, and quote nothing that a client sent.
 */
public final class Coverage {
    /** More than this many gaps are one kind of gap, told so often; they must not fill the heap. */
    private static final int MAX_GAPS = 200;

    private final Set<String> doors = new ConcurrentSkipListSet<>();
    private final Set<String> frameworks = new ConcurrentSkipListSet<>();
    private final Set<String> gaps = new ConcurrentSkipListSet<>();

    /**
     * @param kind of the door that is woven: "Tomcat door"
     */
    public void door(String kind) {
        doors.add(kind);
    }

    /**
     * @param name of an MCP framework that has been loaded, as its makers write it: "MCP SDK"
     */
    public void framework(String name) {
        frameworks.add(name);
    }

    /**
     * @param what what is not protected, and why, without a full stop: "port 8080 (no door knows io.example.Server)"
     * @return whether that is new
     */
    public boolean gap(String what) {
        return gaps.size() < MAX_GAPS && gaps.add(what);
    }

    /** What was a gap is none any more: its server was closed, or a door has been found for it. */
    public void closed(String what) {
        gaps.remove(what);
    }

    /** The kinds of doors that are woven, sorted. */
    public Set<String> doors() {
        return new TreeSet<>(doors);
    }

    /** The MCP frameworks that have been loaded, sorted. */
    public Set<String> frameworks() {
        return new TreeSet<>(frameworks);
    }

    /** What is not protected, sorted. */
    public Set<String> gaps() {
        return new TreeSet<>(gaps);
    }

    /**
     * One line for operators.
     *
     * @param reached the door and address that the request came by: "Tomcat door at port 8080"
     * @param handlers how many handlers are guarded; none is usual, as most tools are not marked
     */
    public String summary(String reached, int handlers) {
        List<String> parts = new ArrayList<>();
        parts.add(reached + " protected");
        parts.add("doors: " + names(doors));
        parts.add("MCP frameworks: " + names(frameworks));
        parts.add("handlers with rules of their own: " + (handlers == 0 ? "none marked" : handlers + " guarded"));
        parts.add("not covered: " + (gaps.isEmpty() ? "nothing known" : String.join("; ", gaps)));
        return String.join(", ", parts);
    }

    private static String names(Collection<String> names) {
        return names.isEmpty() ? "none known" : String.join(" and ", names);
    }
}
