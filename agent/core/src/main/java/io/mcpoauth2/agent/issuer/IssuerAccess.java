package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.UrlRule;
import io.mcpoauth2.agent.http.HttpFetcher;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How one issuer is spoken with, and its metadata found: for its keys and for questions about its tokens alike. */
public record IssuerAccess(IssuerClient client, Discovery discovery) {
    /** One a configured issuer, by the issuer's exact name. Nothing is asked. */
    public static Map<String, IssuerAccess> of(Settings settings, HttpFetcher http) {
        Map<String, IssuerAccess> all = new LinkedHashMap<>();
        for (IssuerSettings issuer : settings.issuers()) {
            IssuerClient client = new IssuerClient(http);
            UrlRule addresses = new UrlRule(settings.allowHttp(), issuer.keys().httpHosts());
            all.put(issuer.name(), new IssuerAccess(client, new Discovery(issuer.name(), client, addresses)));
        }
        return Collections.unmodifiableMap(all);
    }
}
