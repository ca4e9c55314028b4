package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.jose.JwsAlgorithm;
import io.mcpoauth2.agent.mcp.AdvertisedScopes;
import java.util.Collection;

/**
 * The one place that builds {@code WWW-Authenticate} values (RFC 6750 §3, RFC 9728 §5.1; R14–R21).
 *
 * <p>Known clients read them with naive patterns (REQUIREMENTS section 3): the value begins with {@code Bearer}, a quoted
 * string never needs an escape, and a description holds no {@code =} that could be taken for a parameter.
 */
final class Challenge {
    /** Characters of a description. */
    private static final int MAX_DESCRIPTION = 200;

    private static final String DPOP = "DPoP algs=\"" + String.join(" ", JwsAlgorithm.NAMES) + '"';

    private final String resourceMetadata;
    private final AdvertisedScopes advertised;
    private final String scope;

    /**
     * @param metadataUrl ASCII, without quotes and backslashes
     * @param advertised how scopes are named to clients
     * @param scopes every protected request needs
     * @param listed that clients are told of besides
     */
    Challenge(String metadataUrl, AdvertisedScopes advertised, Collection<String> scopes, Collection<String> listed) {
        this.advertised = advertised;
        this.resourceMetadata = "resource_metadata=\"" + metadataUrl + '"';
        this.scope = parameter(advertised.of(scopes, listed));
    }

    /** To a request without credentials: no error code (RFC 6750 §3.1). */
    String withoutError() {
        return "Bearer " + resourceMetadata + (scope.isEmpty() ? "" : ", " + scope);
    }

    String invalidToken(String description) {
        return "Bearer error=\"invalid_token\", " + description(description) + ", " + resourceMetadata
                + (scope.isEmpty() ? "" : ", " + scope);
    }

    String invalidRequest(String description) {
        return "Bearer error=\"invalid_request\", " + description(description) + ", " + resourceMetadata;
    }

    /**
     * @param needed all scopes the request needs, granted or not (R20, L5)
     */
    String insufficientScope(Collection<String> needed) {
        String all = scope(needed);
        return "Bearer error=\"insufficient_scope\", " + (all.isEmpty() ? "" : all + ", ") + resourceMetadata;
    }

    /**
     * Within a result, whose reader wants an error with a description.
     *
     * @param needed all scopes that the call needs
     */
    String inResult(Collection<String> needed) {
        String all = scope(needed);
        return "Bearer error=\"insufficient_scope\", " + description("This tool needs a login")
                + (all.isEmpty() ? "" : ", " + all) + ", " + resourceMetadata;
    }

    /** That proofs of possession are taken (RFC 9449 §7.1); stands behind a challenge for Bearer, which clients look for first. */
    String dpop() {
        return DPOP + ", " + resourceMetadata;
    }

    /**
     * @param error {@code invalid_token}, {@code invalid_dpop_proof} or {@code use_dpop_nonce}
     */
    String dpop(String error, String description) {
        return DPOP + ", error=\"" + error + "\", " + description(description) + ", " + resourceMetadata;
    }

    private String scope(Collection<String> scopes) {
        return parameter(advertised.of(scopes));
    }

    private static String parameter(Collection<String> scopes) {
        String list = String.join(" ", scopes);
        return list.isEmpty() ? "" : "scope=\"" + list + '"';
    }

    /** Nothing outside of RFC 6750 §3's characters, whatever the text quotes (F8). */
    private static String description(String text) {
        int length = Math.min(text.length(), MAX_DESCRIPTION);
        StringBuilder description = new StringBuilder("error_description=\"");
        for (int i = 0; i < length; i++) {
            description.append(harmless(text.charAt(i)));
        }
        return description.append('"').toString();
    }

    private static char harmless(char c) {
        return switch (c) {
            case '"' -> '\'';
            case '\\' -> '/';
            case '=' -> ':';
            default -> c < ' ' || c > '~' ? '?' : c;
        };
    }
}
