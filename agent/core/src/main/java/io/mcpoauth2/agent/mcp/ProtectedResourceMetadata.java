package io.mcpoauth2.agent.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mcpoauth2.agent.config.ResourceSettings;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The protected resource metadata documents (RFC 9728; R12, R13, R15), one for each resource: they tell clients where to log in.
 *
 * <p>Everything in them comes from the settings, never from the request (I2), and no token is looked at (L1). One is served
 * with the resource's path inserted, and that of the first resource in the root form, too; whatever else lies below the well-known path is
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

    private final Map<String, HttpReply> documents = new HashMap<>();

    public ProtectedResourceMetadata(Settings settings) {
        for (ResourceSettings resource : settings.endpoints()) {
            HttpReply document = new HttpReply(
                    200,
                    List.of(
                            new Header("Content-Type", "application/json"),
                            new Header("Cache-Control", "public, max-age=3600"),
                            ANY_ORIGIN),
                    JsonBytes.object(json -> write(json, settings, resource)));
            // Clients that look nowhere else are told of the first; of one that has no path of its own this is the path
            // form.
            documents.putIfAbsent(WELL_KNOWN, document);
            for (String path : pathsOf(resource)) {
                documents.put(path, document);
            }
        }
    }

    /** Where a resource's challenges point: ASCII, fit for a quoted-string. */
    public static String urlOf(ResourceSettings settings) {
        Optional<URI> elsewhere = settings.advertising().metadataUrl();
        if (elsewhere.isPresent()) {
            return elsewhere.get().toASCIIString();
        }
        URI resource = ascii(settings);
        String query = resource.getRawQuery();
        String url = resource.getScheme() + "://" + resource.getRawAuthority() + pathForm(resource);
        return query == null ? url : url + "?" + query;
    }

    private static List<String> pathsOf(ResourceSettings settings) {
        List<String> paths = new ArrayList<>();
        String pathForm = pathForm(ascii(settings));
        paths.add(pathForm);
        // Clients look below the endpoint's path without its trailing slash (REQUIREMENTS section 3).
        paths.add(pathForm.endsWith("/") ? pathForm.substring(0, pathForm.length() - 1) : pathForm);
        settings.advertising().metadataUrl().ifPresent(url -> {
            String path = URI.create(url.toASCIIString()).getRawPath();
            paths.add(path);
            // As it comes through a proxy that takes the beginning of paths away.
            paths.add(path.substring(path.indexOf(WELL_KNOWN)));
        });
        return paths;
    }

    /** Requests spell a path in ASCII, and a challenge must. */
    private static URI ascii(ResourceSettings settings) {
        return URI.create(settings.resource().toASCIIString());
    }

    private static String pathForm(URI resource) {
        String path = resource.getRawPath();
        // RFC 9728 §3.1: a slash that directly follows the host is removed before the path is inserted.
        return path == null || path.equals("/") ? WELL_KNOWN : WELL_KNOWN + path;
    }

    /** Whether {@link #answer} may be other than empty for a path, without the settings. */
    public static boolean mayAnswer(String rawPath) {
        return rawPath.contains(WELL_KNOWN);
    }

    /** The answer to a request for metadata; empty if the path is none of ours. */
    public Optional<HttpReply> answer(HttpRequestView request) {
        String path = request.rawPath();
        if (!mayAnswer(path)) {
            return Optional.empty();
        }
        HttpReply document = documents.get(path);
        if (document != null) {
            return Optional.of(
                    switch (request.method()) {
                        case "GET", "HEAD" -> document;
                        case "OPTIONS" -> Preflight.reply(METHODS, request, ANY_ORIGIN);
                        default -> WRONG_METHOD;
                    });
        }
        return path.startsWith(BELOW) ? Optional.of(UNKNOWN_PATH) : Optional.empty();
    }

    private static void write(JsonGenerator json, Settings settings, ResourceSettings resource) throws IOException {
        json.writeStringField("resource", resource.resource().toString());
        writeArray(json, "authorization_servers", settings.authorizationServers());
        List<String> scopes = new AdvertisedScopes(settings.scopePrefix())
                .of(resource.scopes(), resource.advertising().scopes());
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
