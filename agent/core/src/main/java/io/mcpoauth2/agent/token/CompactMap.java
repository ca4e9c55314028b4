package io.mcpoauth2.agent.token;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A few names and their values, immutable and in order, in little memory: ten thousand of these are remembered, and most
 * have the same names, which stand in one object for all.
 */
final class CompactMap extends AbstractMap<String, Object> {
    private final Names names;
    private final Object[] values;

    /**
     * @param values one a name; not changed any more
     */
    CompactMap(Names names, Object... values) {
        this.names = names;
        this.values = values;
    }

    /** The names of a map, in order; no two are equal. */
    static final class Names {
        private final String[] all;
        private final int hash;

        Names(String... all) {
            this.all = all;
            this.hash = Arrays.hashCode(all);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Names that && Arrays.equals(all, that.all);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        String[] all = names.all;
        for (int i = 0; i < all.length; i++) {
            if (all[i].equals(name)) {
                return values[i];
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return new Entries();
    }

    /** Nothing of the values: they are personal. */
    @Override
    public String toString() {
        return "CompactMap[" + values.length + " members, not shown]";
    }

    private final class Entries extends AbstractSet<Map.Entry<String, Object>> {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < values.length;
                }

                @Override
                public Map.Entry<String, Object> next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    Map.Entry<String, Object> entry = Map.entry(names.all[next], values[next]);
                    next++;
                    return entry;
                }
            };
        }
    }
}
