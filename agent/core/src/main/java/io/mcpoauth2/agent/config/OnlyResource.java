package io.mcpoauth2.agent.config;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the address of a server that has one MCP endpoint: as it is given, or as the only audience that is a URL. */
final class OnlyResource {
    private OnlyResource() {}

    static URI read(Values values, Problems problems, UrlRule urls, List<IssuerSettings> issuers) {
        Setting given = values.single(Key.RESOURCE);
        if (given != null) {
            String fault = urls.faultOfIdentifier(given.text());
            if (fault == null) {
                return URI.create(given.text());
            }
            problems.wrong(given, fault);
        } else if (!issuers.isEmpty() && !issuers.get(0).audiences().isEmpty()) {
            String url = onlyUrl(issuers);
            String fault = url == null ? null : urls.faultOfIdentifier(url);
            if (url != null && fault == null) {
                return URI.create(url);
            }
            problems.missing(
                    Key.RESOURCE,
                    "",
                    url == null
                            ? "is required, as not exactly one audience is a URL"
                            : "is required, as the audience cannot stand for it: it " + fault);
        }
        return URI.create("");
    }

    private static @Nullable String onlyUrl(List<IssuerSettings> issuers) {
        String only = null;
        for (IssuerSettings issuer : issuers) {
            for (String audience : issuer.audiences()) {
                if (UrlRule.isUrl(audience)) {
                    if (only != null && !only.equals(audience)) {
                        return null;
                    }
                    only = audience;
                }
            }
        }
        return only;
    }
}
