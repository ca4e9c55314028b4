package io.mcpoauth2.agent.instrumentation;

import java.util.List;
import java.util.Optional;

/**
 * What is woven into one class of a server or library.
 *
 * <p>Described in plain strings, so that asking whether a class is wanted loads neither Byte Buddy nor a framework.
 *
 * @param typeName binary name of the class
 * @param kind what is woven, for messages: "Tomcat door"; of an MCP framework its name, then one word: "MCP SDK session"
 * @param door whether the class is a server's entry, and so starts the prefetching of keys
 * @param weavings never empty
 */
public record TypeInstrumentation(String typeName, String kind, boolean door, List<MethodWeaving> weavings) {
    private static final String FRAMEWORKS = "io.mcpoauth2.agent.instrumentation.frameworks.";

    public TypeInstrumentation {
        weavings = List.copyOf(weavings);
    }

    /** The name of the MCP framework that this is a part of; empty if it is none's. */
    public Optional<String> framework() {
        return weavings.get(0).adviceClass().startsWith(FRAMEWORKS)
                ? Optional.of(kind.substring(0, kind.lastIndexOf(' ')))
                : Optional.empty();
    }

    /** Whether it only shows an application's framework who calls. */
    public boolean isUser() {
        return kind.endsWith(" user");
    }

    /** What is lost without it, if nothing is open then; empty for a lock, without which requests are refused. */
    public Optional<String> loss() {
        if (isUser()) {
            return Optional.of("requests go on, and no user is shown there");
        }
        return kind.endsWith("metadata hook")
                ? Optional.of("clients find no metadata document at applications that are not at /")
                : Optional.empty();
    }

    /** Whether a client has that class, too, so that it alone tells of no server. */
    public boolean isOfClientsToo() {
        return kind.endsWith(" pipeline");
    }

    /**
     * Advice on the methods of one name.
     *
     * @param method method name, {@code <init>} for a constructor; all overloads that {@code parameters} allows
     * @param parameters the types of the leading parameters, by binary name
     * @param adviceClass binary name of the class with Byte Buddy's advice annotations
     * @param required whether a class without such a method is refused: its version does not fit
     */
    public record MethodWeaving(String method, List<String> parameters, String adviceClass, boolean required) {
        public MethodWeaving {
            parameters = List.copyOf(parameters);
        }
    }
}
