package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.mcp.DiscoveryForms;
import io.mcpoauth2.agent.mcp.ProtectedResourceMetadata;
import java.util.Optional;

/** The documents that tell clients where to log in, which need no token. */
final class Documents {
    private final ProtectedResourceMetadata metadata;
    private final DiscoveryForms discovery;
    private final boolean served;

    Documents(Settings settings) {
        this.metadata = new ProtectedResourceMetadata(settings);
        this.discovery = new DiscoveryForms(settings);
        // Some clients take its presence for a need to log in.
        this.served = settings.mode() != Settings.Mode.REPORT || settings.reportMetadata();
    }

    /** That of a resource, at its own URL (RFC 9728 §3); empty if the request is for something else. */
    Optional<HttpReply> at(HttpRequestView request) {
        return served ? metadata.answer(request) : Optional.empty();
    }

    /** What clients that look elsewhere are told, where a request would be refused. */
    Optional<HttpReply> elsewhere(HttpRequestView request) {
        return served ? discovery.answer(request) : Optional.empty();
    }
}
