package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.ResourceSettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which resource of this server a request is for, by the path exactly as it was sent (rows C1, C4).
 *
 * <p>Where there are several, a path belongs to the one that says the most of it by whole segments. Servers could disagree
 * about a path that is not plain: it belongs to none.
 */
final class Endpoints {
    private final Endpoint first;
    /** The most specific first; null where all paths are the only one's. */
    private final Endpoint @Nullable [] several;

    Endpoints(Settings settings, Access access, AgentLog log) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (ResourceSettings resource : settings.endpoints()) {
            endpoints.add(new Endpoint(settings, resource, access, log));
        }
        this.first = endpoints.get(0);
        endpoints.sort(Comparator.comparingInt(Endpoint::specificity).reversed());
        this.several = settings.resources().isEmpty() ? null : endpoints.toArray(Endpoint[]::new);
    }

    /** The one that answers where it cannot be told for which a request is. */
    Endpoint first() {
        return first;
    }

    /** Null if the request is for none. */
    @Nullable
    Endpoint of(HttpRequestView request) {
        if (several == null) {
            return first;
        }
        String path = request.rawPath();
        if (RawPath.isPlain(path)) {
            for (Endpoint endpoint : several) {
                if (endpoint.covers(path)) {
                    return endpoint;
                }
            }
        }
        return null;
    }
}
