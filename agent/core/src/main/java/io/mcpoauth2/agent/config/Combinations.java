package io.mcpoauth2.agent.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Looks for settings each of which is right by itself, but not beside another. */
final class Combinations {
    private Combinations() {}

    /** What takes all protection away, and goes on looking as if it were there, has to stand where servers are set up. */
    static void requireNamedReport(String mode, Sources sources, Problems problems) {
        Setting given = sources.get(Key.MODE);
        if (given != null
                && mode.equals("report")
                && (given.source().startsWith(Setting.VARIABLE)
                        || given.source().startsWith(Setting.PROPERTY))) {
            problems.wrong(given, "is report, which is not taken from here");
        }
    }

    /** Where tokens need not say what they are for, those for one resource would be for all. */
    static void requireNamedAudiences(List<ResourceSettings> resources, List<IssuerSettings> issuers, Values values) {
        for (IssuerSettings issuer : issuers) {
            if (resources.size() > 1 && issuer.tokens().audienceBoundByIssuer()) {
                values.error(
                        Key.AUDIENCE_BOUND_BY_ISSUER,
                        "is on beside several resources, whose tokens could not be told apart");
            }
        }
    }

    /** A server that is public by its address must not rest on keys that anybody between can replace. */
    static void requireDevelopment(Settings settings, Values values, Problems problems) {
        URI resource = settings.resource();
        boolean isPublic = "https".equalsIgnoreCase(resource.getScheme())
                && resource.getHost() != null
                && !UrlRule.isLoopback(resource.getHost());
        for (IssuerSettings issuer : settings.issuers()) {
            if (isPublic && !issuer.keys().httpHosts().isEmpty()) {
                problems.error(
                        Key.HTTP_HOSTS.text(),
                        values.sourceOf(Key.HTTP_HOSTS),
                        "is for tests on one's own machine only, and resource is a public address");
            }
        }
    }

    static void warnOfShortStaleness(Values values, Problems problems, Duration cacheTtl, Duration maxStale) {
        if (maxStale.compareTo(cacheTtl) >= 0) {
            return;
        }
        Setting given = values.single(Key.JWKS_MAX_STALE);
        if (given != null) {
            problems.warning(
                    Key.JWKS_MAX_STALE.text(),
                    given.source(),
                    "is shorter than jwks_cache_ttl, so keys may be given up before they are fetched anew");
        }
    }
}
