package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.IssuerSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells an ID token by its claims (OpenID Connect Core §2, §3.3.2.11), as no claim tells an access token (row D1).
 *
 * <p>An issuer may write some of them into access tokens as well: those can be ignored, for that issuer alone.
 */
final class IdTokenMarks {
    /** By claim, the products that are known to write it into access tokens. */
    private static final Map<String, String> WRITERS = Map.of(
            "nonce", "Keycloak before 25, authentik and Azure AD B2C",
            "at_hash", "Dex and authentik",
            "azp", "Dex, authentik and Azure AD B2C");

    private static final List<String> CLAIMS = List.of("nonce", "at_hash", "c_hash", "s_hash");
    private static final String ONLY_AUDIENCE = "azp";

    private final Set<String> ignored;
    private final Optional<String> ownClientId;
    private final Map<String, Verdict.Invalid> refusals = new LinkedHashMap<>();
    private final Verdict.Invalid ownIdToken;

    IdTokenMarks(IssuerSettings issuer) {
        this.ignored = issuer.tokens().ignoredMarks();
        this.ownClientId = issuer.clientId();
        for (String claim : CLAIMS) {
            refusals.put(claim, TokenFaults.mark("The claim " + claim + " marks an ID token", remedy(claim)));
        }
        refusals.put(
                ONLY_AUDIENCE,
                TokenFaults.mark(
                        "Its only audience is its azp, without a scope, as in an ID token", remedy(ONLY_AUDIENCE)));
        this.ownIdToken = TokenFaults.mark(
                "Its only audience is this server's own id, without a scope, as in an ID token of its login",
                "have the client ask for a scope of this server");
    }

    /** Why it is an ID token; null if it shows no sign of being one. */
    Verdict.@Nullable Invalid refusal(Map<String, @Nullable Object> claims) {
        for (String claim : CLAIMS) {
            if (claims.containsKey(claim) && !ignored.contains(claim)) {
                return refusals.get(claim);
            }
        }
        boolean isForItsClient = isForItsClient(claims);
        if (isForItsClient && !ignored.contains(ONLY_AUDIENCE)) {
            return refusals.get(ONLY_AUDIENCE);
        }
        return !isForItsClient && isOfOwnLogin(claims) ? ownIdToken : null;
    }

    /**
     * An ID token's only audience is the client that asked for it (OpenID Connect Core §2). Where clients are accepted
     * audiences (Spring Authorization Server), an access token of such a client for itself has scopes or roles.
     */
    private static boolean isForItsClient(Map<String, @Nullable Object> claims) {
        return claims.get("azp") instanceof String client
                && isOnlyAudience(client, claims)
                && !claims.containsKey("scope")
                && !claims.containsKey("scp")
                && !claims.containsKey("roles");
    }

    private static boolean isOnlyAudience(String client, Map<String, @Nullable Object> claims) {
        Object audience = claims.get("aud");
        return client.equals(audience) || List.of(client).equals(audience);
    }

    /**
     * An ID token of this server's own login has its client id as only audience. Where that id is an accepted audience
     * too (Microsoft Entra), an access token has scopes, or was issued to another client; the ID token has neither.
     */
    private boolean isOfOwnLogin(Map<String, @Nullable Object> claims) {
        if (ownClientId.isEmpty()) {
            return false;
        }
        String own = ownClientId.get();
        return isOnlyAudience(own, claims)
                && !claims.containsKey("scope")
                && !claims.containsKey("scp")
                && !namesAnother(claims, "azp", own)
                && !namesAnother(claims, "appid", own)
                && !namesAnother(claims, "client_id", own);
    }

    private static boolean namesAnother(Map<String, @Nullable Object> claims, String name, String own) {
        return claims.get(name) instanceof String client && !client.equals(own);
    }

    private static String remedy(String claim) {
        String writers = WRITERS.get(claim);
        return "ignored_marks=" + claim + " has it count for nothing with this issuer, ID tokens included"
                + (writers == null ? "" : "; " + writers + " write it into access tokens");
    }
}
