package io.mcpoauth2.agent.sessions;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Ids of sessions that are the last segment of the path that the session's messages are sent to, as Quarkus gives them. */
final class PathIds {
    /** Characters of an id: whatever is shorter is a name that all sessions may share. */
    private static final int SHORTEST = 16;
    /** Of folders and of names that are shared; with more than that, no further id is taken for one. */
    private static final int MOST = 1_000;

    private static final String SEVERAL = "";

    private final SessionTable table;
    /** What stands before the ids; by it the only id that it has been told with, or that there were several. */
    private final Map<List<String>, String> folders = new ConcurrentHashMap<>();
    /** What has been told to several callers in place of an id, and so is no session's. */
    private final Set<String> shared = ConcurrentHashMap.newKeySet();

    private volatile boolean any;

    PathIds(SessionTable table) {
        this.table = table;
    }

    /**
     * A stream has told its opener that path.
     *
     * @return its last segment, if that is the id of a session of the opener's; else null
     */
    @Nullable
    String told(String path, Owner opener) {
        List<String> segments = segments(path);
        int last = segments.size() - 1;
        if (last < 0 || !mayBeId(segments.get(last))) {
            return null;
        }
        List<String> folder = List.copyOf(segments.subList(0, last));
        if (folders.size() >= MOST && !folders.containsKey(folder)) {
            return null;
        }
        String id = segments.get(last);
        @Nullable String first = folders.putIfAbsent(folder, id);
        boolean only = first == null || first.equals(id);
        if (!only) {
            folders.put(folder, SEVERAL);
            shared.remove(first);
        }
        any = true;
        @Nullable Owner owner = table.remember(id, opener);
        if (only && owner != null && !owner.equals(opener) && shared.size() < MOST) {
            shared.add(id);
        }
        return opener.equals(owner) ? id : null;
    }

    /** Whether all ids in the path are of sessions of the caller's. */
    boolean areOf(String path, Map<String, Object> user) {
        for (String id : in(path)) {
            @Nullable Owner owner = table.find(id);
            if (owner == null || !owner.is(user)) {
                return false;
            }
        }
        return true;
    }

    /** The ids in a path, known ones and others in their place; a server may find an id wherever it stands. */
    List<String> in(String path) {
        if (!any) {
            return List.of();
        }
        List<String> ids = new ArrayList<>();
        List<String> segments = segments(path);
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (mayBeId(segment) && (table.find(segment) != null || folders.containsKey(segments.subList(0, i)))) {
                ids.add(segment);
            }
        }
        return ids;
    }

    private boolean mayBeId(String segment) {
        return segment.length() >= SHORTEST && !shared.contains(segment);
    }

    /** As servers see them: decoded, and without their parameters. */
    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            int parameters = segment.indexOf(';');
            String plain = decoded(parameters < 0 ? segment : segment.substring(0, parameters));
            if (!plain.isEmpty()) {
                segments.add(plain);
            }
        }
        return segments;
    }

    private static String decoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment; // No id is spelled so.
        }
    }
}
