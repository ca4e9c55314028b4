package io.mcpoauth2.agent.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One MCP endpoint of this server, as clients know it.
 *
 * @param resource its public URL, without fragment
 * @param audiences of which a token has to name one
 * @param scopes that every request there needs, in the order given
 * @param advertising what clients are told beyond that
 */
public record ResourceSettings(URI resource, Set<String> audiences, List<String> scopes, Advertising advertising) {
    public ResourceSettings {
        audiences = Set.copyOf(audiences);
        scopes = List.copyOf(scopes);
    }

    /** Its path without slashes at its end. */
    public String prefix() {
        String path = Optional.ofNullable(resource.getRawPath()).orElse("");
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    /**
     * Whether a path is this resource's or lies below it, by whole segments.
     *
     * @param path in plain spelling
     */
    public boolean covers(String path) {
        return covers(prefix(), path);
    }

    /** The same, with {@link #prefix} at hand. */
    public static boolean covers(String prefix, String path) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    /** Of several that cover a path, it belongs to the one that says the most of it. */
    public int specificity() {
        return prefix().length();
    }

    /**
     * What clients are told of a resource beyond what it asks of them.
     *
     * @param metadataUrl where challenges point, if not to the path form at the resource's origin
     * @param scopes that clients may ask for, though no request needs them
     */
    public record Advertising(Optional<URI> metadataUrl, List<String> scopes) {
        public Advertising {
            scopes = List.copyOf(scopes);
        }
    }
}
