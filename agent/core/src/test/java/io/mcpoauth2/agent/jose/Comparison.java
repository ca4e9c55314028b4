package io.mcpoauth2.agent.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a set of vectors calls valid against what the agent accepts.
 *
 * <p>A test lists where the agent refuses what is valid, case by case and with the reason. There is no list of what it
 * accepts although it is invalid: that is always an error.
 *
 * @param <I> a case's name
 */
public final class Comparison<I extends Comparable<I>> {
    private final Map<I, String> stricter = new TreeMap<>();
    private final Map<I, String> laxer = new TreeMap<>();

    /**
     * @param comment what the vector is about, for a failure's message
     */
    public void add(I id, String comment, boolean valid, boolean accepted) {
        if (valid && !accepted) {
            stricter.put(id, comment);
        } else if (accepted && !valid) {
            laxer.put(id, comment);
        }
    }

    public void agrees() {
        agreesExceptFor(Map.of());
    }

    /**
     * @param refusedThoughValid the reason by case; each must still be refused
     */
    public void agreesExceptFor(Map<I, String> refusedThoughValid) {
        assertThat(laxer).as("accepted although invalid").isEmpty();
        Map<I, String> unlisted = new TreeMap<>(stricter);
        unlisted.keySet().removeAll(refusedThoughValid.keySet());
        assertThat(unlisted).as("refused although valid, with no reason listed").isEmpty();
        Map<I, String> stale = new TreeMap<>(refusedThoughValid);
        stale.keySet().removeAll(stricter.keySet());
        assertThat(stale).as("listed as refused, but accepted").isEmpty();
    }
}
