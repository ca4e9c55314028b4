package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.config.KeyAccess;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.UrlRule;
import io.mcpoauth2.agent.fetch.BearerFile;
import io.mcpoauth2.agent.fetch.CaFile;
import io.mcpoauth2.agent.fetch.HttpFetcher;
import io.mcpoauth2.agent.fetch.LocalFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** How one issuer is spoken with, and its metadata found: for its keys and for questions about its tokens alike. */
public record IssuerAccess(IssuerClient client, Discovery discovery) {
    /**
     * One a configured issuer, by the issuer's exact name. Nothing is asked.
     *
     * @param clock to compare the issuers' clocks with
     */
    public static Map<String, IssuerAccess> of(Settings settings, HttpFetcher http, Clock clock) {
        Map<String, HttpFetcher> byCertificates = new HashMap<>();
        Map<String, IssuerAccess> all = new LinkedHashMap<>();
        for (IssuerSettings issuer : settings.issuers()) {
            KeyAccess keys = issuer.keys();
            HttpFetcher own = keys.caFile()
                    .map(path -> byCertificates.computeIfAbsent(path, file -> http.trusting(certificates(file))))
                    .orElse(http);
            IssuerClient client = new IssuerClient(
                    address(issuer.name()), keys.jwksUri(), keys.bearerFile().map(IssuerAccess::bearer), own, clock);
            UrlRule addresses = new UrlRule(settings.allowHttp(), keys.httpHosts());
            all.put(issuer.name(), new IssuerAccess(client, new Discovery(issuer.name(), client, addresses)));
        }
        return Collections.unmodifiableMap(all);
    }

    private static CaFile certificates(String path) {
        return new CaFile(new LocalFile("ca_file", Path.of(path), KeyAccess.MAX_CERTIFICATES));
    }

    private static BearerFile bearer(String path) {
        return new BearerFile(new LocalFile("jwks_bearer_file", Path.of(path), KeyAccess.MAX_BEARER));
    }

    /** An issuer whose keys are elsewhere may have any name, which is nobody's origin then. */
    private static URI address(String issuer) {
        try {
            return new URI(issuer);
        } catch (URISyntaxException e) {
            return URI.create("");
        }
    }
}
