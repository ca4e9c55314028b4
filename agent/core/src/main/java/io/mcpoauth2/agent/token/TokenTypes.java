package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.jose.ParsedJwt;
import io.mcpoauth2.agent.jose.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a JWT is an access token (RFC 9068 §4, RFC 8725 §3.11 and §3.12, rows D1 to D3).
 *
 * <p>Only {@code at+jwt} says so itself. A token of type JWT, or of none, may be one, as most issuers' are; it is refused
 * on any sign of being something else. Marks are never taken as proof of the contrary.
 */
final class TokenTypes {
    static final String ACCESS_TOKEN = "at+jwt";
    private static final String MISSING = "none";

    /**
     * Claims of ID tokens (OpenID Connect Core §2, §3.3.2.11), security events and logout tokens (RFC 8417 §2.2),
     * and introspection answers (RFC 9701 §5).
     */
    private static final List<String> FOREIGN_CLAIMS =
            List.of("nonce", "at_hash", "c_hash", "s_hash", "events", "token_introspection");

    /** What a {@code typ} claim of an access token says: Keycloak writes Bearer or DPoP, and ID, Refresh, Logout … elsewhere. */
    private static final Set<String> ACCESS_TYPE_CLAIMS =
            Set.of("bearer", "dpop", "access", "access_token", "at+jwt", "jwt");

    private final Set<String> accepted;
    private final Optional<String> ownClientId;

    TokenTypes(IssuerSettings issuer) {
        accepted = issuer.tokenTypes();
        ownClientId = issuer.clientId();
    }

    boolean accepts(ParsedJwt token) {
        String type = token.type().map(Text::mediaType).orElse(MISSING);
        if (token.type().isPresent() && type.equals(MISSING)) {
            return false;
        }
        return accepted.contains(type) && (type.equals(ACCESS_TOKEN) || !isSomethingElse(token.claims()));
    }

    private boolean isSomethingElse(Map<String, @Nullable Object> claims) {
        for (String name : FOREIGN_CLAIMS) {
            if (claims.containsKey(name)) {
                return true;
            }
        }
        return saysOtherKind(claims) || isClientAssertion(claims) || isIdToken(claims) || isOwnIdToken(claims);
    }

    /** Whether a claim says that the token is of another kind, in a JWT or in what an issuer says of an opaque token. */
    static boolean saysOtherKind(Map<String, @Nullable Object> claims) {
        return !saysOnly(claims, "typ", ACCESS_TYPE_CLAIMS)
                // Amazon Cognito: "access" or "id"; Ory Hydra, when it is asked: "access_token" or "refresh_token".
                || !saysOnly(claims, "token_use", Set.of("access", "access_token"));
    }

    private static boolean saysOnly(Map<String, @Nullable Object> claims, String name, Set<String> allowed) {
        return !claims.containsKey(name)
                || (claims.get(name) instanceof String value && allowed.contains(Text.asciiLowerCase(value)));
    }

    /** RFC 7523 §3: whoever issues a client assertion is its subject. */
    private static boolean isClientAssertion(Map<String, @Nullable Object> claims) {
        return claims.get("iss") instanceof String issuer && issuer.equals(claims.get("sub"));
    }

    /**
     * An ID token's only audience is the client that asked for it (OpenID Connect Core §2). Where clients are accepted
     * audiences (Spring Authorization Server), an access token of such a client for itself has scopes or roles.
     */
    private static boolean isIdToken(Map<String, @Nullable Object> claims) {
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
    private boolean isOwnIdToken(Map<String, @Nullable Object> claims) {
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
}
