package io.mcpoauth2.agent.proof;

import io.mcpoauth2.agent.config.ResourceSettings;
import io.mcpoauth2.agent.config.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The public URL of a request: the origin that is configured, and the path that was sent (row H3). No header of the request
 * takes part, neither Host nor those of proxies.
 */
final class RequestTarget {
    private final String origin;
    private final String resource;
    private final String resourcePath;
    private final boolean alone;

    /**
     * @param resource public URL of the MCP endpoint
     * @param alone whether all paths are its own, so that a proxy may cut off their beginning
     */
    RequestTarget(URI resource, boolean alone) {
        this.origin = TargetUri.normalised(resource.getScheme() + "://" + resource.getRawAuthority())
                .orElseThrow();
        this.resourcePath = TargetUri.normalisedPath(resource.getRawPath());
        this.alone = alone;
        this.resource = origin.substring(0, origin.length() - 1) + resourcePath;
    }

    /**
     * How the URLs of requests to this server are known, of which each path belongs to one resource.
     *
     * @return by the URL that a proof names and the path of its request
     */
    static BiPredicate<String, String> of(Settings settings) {
        if (settings.resources().isEmpty()) {
            return new RequestTarget(settings.resource(), true)::is;
        }
        List<ResourceSettings> resources = new ArrayList<>(settings.resources());
        resources.sort(Comparator.comparingInt(ResourceSettings::specificity).reversed());
        Map<ResourceSettings, RequestTarget> targets = new LinkedHashMap<>();
        resources.forEach(resource -> targets.put(resource, new RequestTarget(resource.resource(), false)));
        return (uri, rawPath) -> {
            for (Map.Entry<ResourceSettings, RequestTarget> target : targets.entrySet()) {
                if (target.getKey().covers(rawPath)) {
                    return target.getValue().is(uri, rawPath);
                }
            }
            return false;
        };
    }

    /** Whether {@code uri} is that URL, or the resource's own where a proxy has cut off the beginning of its path. */
    boolean is(String uri, String rawPath) {
        Optional<String> named = TargetUri.normalised(uri);
        if (named.isEmpty()) {
            return false;
        }
        String path = TargetUri.normalisedPath(rawPath);
        return named.get().equals(origin.substring(0, origin.length() - 1) + path)
                || (alone && named.get().equals(resource) && resourcePath.endsWith(path));
    }
}
