package io.mcpoauth2.agent.instrumentation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What of this JVM is protected and what is not, as far as it is known: for the line at the first request and the MBean.
 *
 * <p>It decides nothing. Whoever learns something reports it here, from any thread; each fact counts once. The texts stand
 * in a log line, so they name code and addresses, and quote nothing that a client sent.
 */
public final class Coverage implements Consumer<String> {
    /** More than this many gaps are one kind of gap, told so often; they must not fill the heap. */
    private static final int MAX_GAPS = 200;

    private final Set<String> doors = new ConcurrentSkipListSet<>();
    private final Set<String> frameworks = new ConcurrentSkipListSet<>();
    private final Map<String, BooleanSupplier> gaps = new ConcurrentSkipListMap<>();
    private final Map<String, BooleanSupplier> unknownServers = new ConcurrentSkipListMap<>();
    private final Map<String, Set<ClassLoader>> loaders = new ConcurrentHashMap<>();

    /**
     * @param kind of the door that is woven: "Tomcat door"
     * @param loader of the class it is woven into; null is the bootstrap loader
     */
    public void door(String kind, @Nullable ClassLoader loader) {
        doors.add(kind);
        remember(kind, loader);
    }

    /**
     * @param kind of a door that lets nothing pass, as this version of its server does not fit
     * @param loader of the server's classes; null is the bootstrap loader
     */
    public void closed(String kind, @Nullable ClassLoader loader) {
        remember(kind, loader);
    }

    private void remember(String kind, @Nullable ClassLoader loader) {
        if (loader != null) {
            loaders.computeIfAbsent(
                            kind, none -> Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>())))
                    .add(loader);
        }
    }

    /** Whether a door of that kind stands before the server of that loader, or closes it. */
    public boolean isDoorBeside(@Nullable ClassLoader loader, String kind) {
        Set<ClassLoader> known = loaders.get(kind);
        return loader != null && known != null && known.contains(loader);
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
        return gaps.size() < MAX_GAPS && gaps.put(what, () -> true) == null;
    }

    /** A gap, whether it is known or not. */
    @Override
    public void accept(String gap) {
        gap(gap);
    }

    /**
     * @param what a server that no door knows, and who opened it: a gap as long as it is open
     */
    public void unknownServer(String what, BooleanSupplier stillOpen) {
        if (unknownServers.size() < MAX_GAPS || stillThere(unknownServers).size() < MAX_GAPS) {
            unknownServers.put(what, stillOpen);
        }
    }

    /** Servers that no door knows and that are still open, sorted. */
    public Set<String> unknownServers() {
        return stillThere(unknownServers);
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
        Set<String> all = stillThere(gaps);
        all.addAll(stillThere(unknownServers));
        return all;
    }

    /**
     * One line for operators.
     *
     * @param reached the door and address that the request came by: "Tomcat door at port 8080"
     * @param handlers how many handlers are marked and guarded; none is usual, as most tools are not marked
     * @param presets how many more are guarded as those of their frameworks; negative if none are to be
     */
    public String summary(String reached, int handlers, int presets) {
        List<String> parts = new ArrayList<>();
        parts.add(reached + " protected");
        parts.add("doors: " + names(doors));
        parts.add("MCP frameworks: " + names(frameworks));
        parts.add("handlers with rules of their own: " + (handlers == 0 ? "none marked" : handlers + " guarded"));
        parts.add("handlers of frameworks: " + presets(presets));
        Set<String> uncovered = gaps();
        parts.add("not covered: " + (uncovered.isEmpty() ? "nothing known" : String.join("; ", uncovered)));
        return String.join(", ", parts);
    }

    private static String presets(int handlers) {
        if (handlers < 0) {
            return "left alone (presets=off)";
        }
        return handlers == 0 ? "none annotated" : handlers + " guarded";
    }

    private static Set<String> stillThere(Map<String, BooleanSupplier> known) {
        known.values().removeIf(there -> !there.getAsBoolean());
        return new TreeSet<>(known.keySet());
    }

    private static String names(Collection<String> names) {
        return names.isEmpty() ? "none known" : String.join(" and ", names);
    }
}
