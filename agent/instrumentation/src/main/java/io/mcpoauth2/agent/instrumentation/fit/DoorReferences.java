package io.mcpoauth2.agent.instrumentation.fit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Collects the server's classes, methods and fields that a door's own class files name.
 *
 * <p>Read from the code itself, so that no list beside it can be out of date.
 */
final class DoorReferences {
    private static final String[] NOT_A_SERVERS = {
        "java/", "javax/net/", "javax/security/", "com/sun/net/", "sun/", "net/bytebuddy/", "org/jspecify/", "["
    };

    /** Used by the doors of all servers on Netty. */
    private static final String SHARED = "io/mcpoauth2/agent/instrumentation/context/netty/";

    private final Set<String> types = new LinkedHashSet<>();
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Deque<String> own = new ArrayDeque<>();
    private final String ownPackage;

    /**
     * @param advice binary names of advice classes of one package; what they use of it, and of what doors share, is read, too
     * @param agent gives their class files
     */
    DoorReferences(Collection<String> advice, ClassLoader agent) {
        String first = advice.iterator().next().replace('.', '/');
        this.ownPackage = first.substring(0, first.lastIndexOf('/') + 1);
        for (String name : advice) {
            use(name.replace('.', '/'));
        }
        while (!own.isEmpty()) {
            read(own.remove(), agent);
        }
    }

    /** Internal names. */
    Set<String> types() {
        return types;
    }

    Collection<Member> members() {
        return members.values();
    }

    private void read(String name, ClassLoader agent) {
        try (InputStream in = agent.getResourceAsStream(name.concat(".class"))) {
            if (in == null) {
                throw new IllegalStateException("mcp-oauth2-agent has no class " + name);
            }
            ClassFile file = new ClassFile(in.readAllBytes());
            for (String type : file.types()) {
                use(type);
            }
            for (Member member : file.references()) {
                if (isServers(member.owner())) {
                    members.put(member.owner().concat(".").concat(member.key()), member);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void use(String type) {
        if (type.startsWith(ownPackage) || type.startsWith(SHARED)) {
            if (seen.add(type)) {
                own.add(type);
            }
        } else if (isServers(type)) {
            types.add(type);
        }
    }

    private static boolean isServers(String type) {
        for (String prefix : NOT_A_SERVERS) {
            if (type.startsWith(prefix)) {
                return false;
            }
        }
        return !type.startsWith("io/mcpoauth2/");
    }
}
