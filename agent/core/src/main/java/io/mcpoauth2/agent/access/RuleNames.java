package io.mcpoauth2.agent.access;

import io.mcpoauth2.agent.config.PolicyRule;
import io.mcpoauth2.agent.config.PolicyRule.About;
import io.mcpoauth2.agent.config.PolicySettings;
import io.mcpoauth2.agent.config.TargetPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The names in a policy's rules that the server has listed no tool, or prompt, for so far: what stays so may have a slip.
 */
public final class RuleNames {
    private static final int MOST_SHOWN = 10;
    private static final int MOST_READS = 100;

    private final Map<String, Unlisted> methods = new HashMap<>();

    RuleNames(PolicySettings settings) {
        for (PolicyRule rule : settings.rules()) {
            @Nullable TargetPattern target = rule.target();
            if (rule.about() == About.NAME && target != null) {
                methods.computeIfAbsent(rule.method(), Unlisted::new).add(target);
            }
        }
    }

    /**
     * Whether a list is to be read, as something is still to be found out; no more than a hundred are, in all.
     *
     * @param method by which what is listed is used
     */
    public boolean askFor(String method) {
        @Nullable Unlisted unlisted = methods.get(method);
        return unlisted != null && unlisted.open && unlisted.countRead();
    }

    /** The server lists something of that name. */
    public void listed(String method, String name) {
        @Nullable Unlisted unlisted = methods.get(method);
        if (unlisted != null && unlisted.open) {
            unlisted.remove(name);
        }
    }

    /** The server has listed all: what is left, in words, a bounded number of them; nothing is looked for any more. */
    public List<String> finish(String method) {
        @Nullable Unlisted unlisted = methods.get(method);
        return unlisted == null ? List.of() : unlisted.finish();
    }

    /** Of one method. */
    private static final class Unlisted {
        private final String method;
        private final Set<String> exact = ConcurrentHashMap.newKeySet();
        /** Of patterns, all of which have nothing behind it but a star. */
        private final Set<String> prefixes = ConcurrentHashMap.newKeySet();
        /** Lengths of prefixes, of which there are few. */
        private final Set<Integer> lengths = new HashSet<>();

        private final AtomicInteger reads = new AtomicInteger();
        private volatile boolean open = true;

        Unlisted(String method) {
            this.method = method;
        }

        void add(TargetPattern target) {
            if (target.isExact()) {
                exact.add(target.toString());
            } else {
                prefixes.add(target.literalPrefix());
                lengths.add(target.literalPrefix().length());
            }
        }

        /** Of every element of a list, which may have thousands. */
        void remove(String name) {
            if (!exact.isEmpty()) {
                exact.remove(name);
            }
            if (!prefixes.isEmpty()) {
                for (int length : lengths) {
                    if (length <= name.length()) {
                        prefixes.remove(name.substring(0, length));
                    }
                }
            }
        }

        boolean countRead() {
            if (reads.incrementAndGet() > MOST_READS) {
                open = false;
            }
            return open;
        }

        synchronized List<String> finish() {
            if (!open) {
                return List.of();
            }
            open = false;
            List<String> left = new ArrayList<>(exact);
            prefixes.forEach(prefix -> left.add(prefix + '*'));
            left.sort(null);
            int more = left.size() - MOST_SHOWN;
            List<String> told = new ArrayList<>();
            for (String name : more > 0 ? left.subList(0, MOST_SHOWN) : left) {
                told.add(method + ' ' + name);
            }
            if (more > 0) {
                told.add("and " + more + " more");
            }
            return told;
        }
    }
}
