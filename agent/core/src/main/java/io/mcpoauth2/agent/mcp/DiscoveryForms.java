package io.mcpoauth2.agent.mcp;

import io.mcpoauth2.agent.config.ResourceSettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.exchange.ErrorCode;
import io.mcpoauth2.agent.exchange.ErrorReply;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.HttpReply.Header;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Answers requests for documents of an authorization server that this server is not: RFC 8414 §3.1, OpenID Connect
 * Discovery §4 and RFC 9728, at the root and for the path of each resource.
 *
 * <p>Clients try them before or beside the metadata document, without a token, and many stop at any answer but 404. A
 * request with credentials is judged like any other.
 */
public final class DiscoveryForms {
    private static final String WELL_KNOWN = "/.well-known/";
    private static final String[] DOCUMENTS = {
        "oauth-authorization-server", "openid-configuration", "oauth-protected-resource"
    };

    private static final HttpReply NOT_HERE = ErrorReply.of(
            404,
            ErrorCode.INVALID_REQUEST,
            "Not found",
            "This server is no authorization server; its metadata are at " + ProtectedResourceMetadata.WELL_KNOWN,
            new Header("Access-Control-Allow-Origin", "*"));

    private final Set<String> paths = new HashSet<>();

    public DiscoveryForms(Settings settings) {
        for (ResourceSettings resource : settings.endpoints()) {
            String path = resource.prefix();
            for (String document : DOCUMENTS) {
                paths.add(WELL_KNOWN + document);
                paths.add(WELL_KNOWN + document + path);
                paths.add(path + WELL_KNOWN + document);
            }
        }
    }

    /** 404 for a request without credentials to exactly one of the forms; empty for any other. */
    public Optional<HttpReply> answer(HttpRequestView request) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        return reads && paths.contains(request.rawPath()) ? Optional.of(NOT_HERE) : Optional.empty();
    }
}
