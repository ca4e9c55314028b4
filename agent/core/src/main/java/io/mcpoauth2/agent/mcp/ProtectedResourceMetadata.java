package io.mcpoauth2.agent.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mcpoauth2.agent.config.SenderConstraints;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.exchange.ErrorCode;
import io.mcpoauth2.agent.exchange.ErrorReply;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.exchange.HttpReply.Header;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.exchange.JsonBytes;
import io.mcpoauth2.agent.jose.JwsAlgorithm;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The protected resource metadata document (RFC 9728; R12, R13, R15): tells clients where to log in.
 *
 * <p>Everything in it comes from the settings, never from the request (I2), and no token is looked at (L1). It is served
 * in the root form and with the resource's path inserted, same bytes; whatever else lies below the well-known path is
 * 404, never a challenge (L2), and never the application's.
 */
public final class ProtectedResourceMetadata {
    static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";
    private static final String BELOW = WELL_KNOWN + "/";

    private static final String METHODS = "GET, HEAD, OPTIONS";
    /** Browser clients read the document, and its refusals, from any origin. */
    private static final Header ANY_ORIGIN = new Header("Access-Control-Allow-Origin", "*");

    private static final HttpReply UNKNOWN_PATH = ErrorReply.of(
            404,
            ErrorCode.INVALID_REQUEST,
            "Not found",
            "No protected resource metadata at this path; the root form is " + WELL_KNOWN,
            ANY_ORIGIN);
    private static final HttpReply WRONG_METHOD = ErrorReply.of(
            405,
            ErrorCode.INVALID_REQUEST,
            "Method not allowed",
            "Protected resource metadata is read with GET",
            new Header("Allow", METHODS),
            ANY_ORIGIN);

    private final String url;
    private final String pathForm;
    private final String pathFormWithoutSlash;
    private final HttpReply document;

    public ProtectedResourceMetadata(Settings settings) {
        // Requests spell a path in ASCII, and a challenge must.
        URI resource = URI.create(settings.resource().toASCIIString());
        String path = resource.getRawPath();
        // RFC 9728 §3.1: a slash that directly follows the host is removed before the path is inserted.
        this.pathForm = path == null || path.equals("/") ? WELL_KNOWN : WELL_KNOWN + path;
        // Clients look below the endpoint's path without its trailing slash (REQUIREMENTS section 3).
        this.pathFormWithoutSlash = pathForm.endsWith("/") ? pathForm.substring(0, pathForm.length() - 1) : pathForm;
        this.url = url(resource, pathForm);
        this.document = new HttpReply(
                200,
                List.of(
                        new Header("Content-Type", "application/json"),
                        new Header("Cache-Control", "public, max-age=3600"),
                        ANY_ORIGIN),
                JsonBytes.object(json -> write(json, settings)));
    }

    /** Where challenges point: the path form on the resource's origin, ASCII, fit for a quoted-string. */
    public String url() {
        return url;
    }

    /** Whether {@link #answer} may be other than empty for a path, without the settings. */
    public static boolean mayAnswer(String rawPath) {
        return rawPath.startsWith(WELL_KNOWN);
    }

    /** The answer to a request for metadata; empty if the path is none of ours. */
    public Optional<HttpReply> answer(HttpRequestView request) {
        String path = request.rawPath();
        if (!mayAnswer(path)) {
            return Optional.empty();
        }
        if (path.equals(WELL_KNOWN) || path.equals(pathForm) || path.equals(pathFormWithoutSlash)) {
            return Optional.of(
                    switch (request.method()) {
                        case "GET", "HEAD" -> document;
                        case "OPTIONS" -> Preflight.reply(METHODS, request, ANY_ORIGIN);
                        default -> WRONG_METHOD;
                    });
        }
        return path.startsWith(BELOW) ? Optional.of(UNKNOWN_PATH) : Optional.empty();
    }

    private static String url(URI resource, String path) {
        String query = resource.getRawQuery();
        String url = resource.getScheme() + "://" + resource.getRawAuthority() + path;
        return query == null ? url : url + "?" + query;
    }

    private static void write(JsonGenerator json, Settings settings) throws IOException {
        json.writeStringField("resource", settings.resource().toString());
        writeArray(json, "authorization_servers", settings.authorizationServers());
        List<String> scopes = new AdvertisedScopes(settings.scopePrefix()).of(settings.scopes());
        // RFC 9728 §3.2: a parameter without values is left out.
        if (!scopes.isEmpty()) {
            writeArray(json, "scopes_supported", scopes);
        }
        writeArray(json, "bearer_methods_supported", List.of("header"));
        SenderConstraints constraints = settings.senderConstraints();
        // RFC 9728 §2; booleans that are false by default are left out.
        if (constraints.dpop().isAdvertised()) {
            writeArray(json, "dpop_signing_alg_values_supported", JwsAlgorithm.NAMES);
        }
        if (constraints.dpop() == SenderConstraints.Policy.REQUIRED) {
            json.writeBooleanField("dpop_bound_access_tokens_required", true);
        }
        if (constraints.mtls().isAdvertised()) {
            json.writeBooleanField("tls_client_certificate_bound_access_tokens", true);
        }
    }

    private static void writeArray(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
