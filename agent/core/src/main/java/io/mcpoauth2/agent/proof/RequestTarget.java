package io.mcpoauth2.agent.proof;

import java.net.URI;
import java.util.Optional;

/**
 * The public URL of a request: the origin that is configured, and the path that was sent (row H3). No header of the request
 * takes part, neither Host nor those of proxies.
 */
final class RequestTarget {
    private final String origin;
    private final String resource;
    private final String resourcePath;

    /**
     * @param resource public URL of the MCP endpoint
     */
    RequestTarget(URI resource) {
        this.origin = TargetUri.normalised(resource.getScheme() + "://" + resource.getRawAuthority())
                .orElseThrow();
        this.resourcePath = TargetUri.normalisedPath(resource.getRawPath());
        this.resource = origin.substring(0, origin.length() - 1) + resourcePath;
    }

    /** Whether {@code uri} is that URL, or the resource's own where a proxy has cut off the beginning of its path. */
    boolean is(String uri, String rawPath) {
        Optional<String> named = TargetUri.normalised(uri);
        if (named.isEmpty()) {
            return false;
        }
        String path = TargetUri.normalisedPath(rawPath);
        return named.get().equals(origin.substring(0, origin.length() - 1) + path)
                || (named.get().equals(resource) && resourcePath.endsWith(path));
    }
}
