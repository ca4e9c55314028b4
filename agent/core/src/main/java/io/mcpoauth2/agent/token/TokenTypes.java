package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.jose.ParsedJwt;
import io.mcpoauth2.agent.text.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** Claims of security events and logout tokens (RFC 8417 §2.2), and of introspection answers (RFC 9701 §5). */
    private static final List<String> FOREIGN_CLAIMS = List.of("events", "token_introspection");

    /** What a {@code typ} claim of an access token says: Keycloak writes Bearer or DPoP, and ID, Refresh, Logout … elsewhere. */
    private static final Set<String> ACCESS_TYPE_CLAIMS =
            Set.of("bearer", "dpop", "access", "access_token", "at+jwt", "jwt");

    private static final Map<String, Verdict.Invalid> FOREIGN = refusals();
    private static final Verdict.Invalid CLIENT_ASSERTION = TokenFaults.mark(
            "Its issuer is its subject, as in an assertion (RFC 7523)",
            "the wrong kind of token was sent: it has to be the access token");

    private final Set<String> accepted;
    private final IdTokenMarks idTokens;
    private final Verdict.Invalid wrongType;

    TokenTypes(IssuerSettings issuer) {
        accepted = issuer.tokenTypes();
        idTokens = new IdTokenMarks(issuer);
        wrongType = TokenFaults.type(issuer);
    }

    /** Why it is no access token that is accepted; null if it is one. */
    Verdict.@Nullable Invalid refusal(ParsedJwt token) {
        String type = token.type().map(Text::mediaType).orElse(MISSING);
        if ((token.type().isPresent() && type.equals(MISSING)) || !accepted.contains(type)) {
            return wrongType;
        }
        return type.equals(ACCESS_TOKEN) ? null : mark(token.claims());
    }

    private Verdict.@Nullable Invalid mark(Map<String, @Nullable Object> claims) {
        for (String name : FOREIGN_CLAIMS) {
            if (claims.containsKey(name)) {
                return FOREIGN.get(name);
            }
        }
        Verdict.Invalid other = otherKind(claims);
        if (other != null) {
            return other;
        }
        return isClientAssertion(claims) ? CLIENT_ASSERTION : idTokens.refusal(claims);
    }

    /** Why a claim says that the token is of another kind, in a JWT or in what an issuer says of an opaque token. */
    static Verdict.@Nullable Invalid otherKind(Map<String, @Nullable Object> claims) {
        if (!saysOnly(claims, "typ", ACCESS_TYPE_CLAIMS)) {
            return FOREIGN.get("typ");
        }
        // Amazon Cognito: "access" or "id"; Ory Hydra, when it is asked: "access_token" or "refresh_token".
        return saysOnly(claims, "token_use", Set.of("access", "access_token")) ? null : FOREIGN.get("token_use");
    }

    private static boolean saysOnly(Map<String, @Nullable Object> claims, String name, Set<String> allowed) {
        return !claims.containsKey(name)
                || (claims.get(name) instanceof String value && allowed.contains(Text.asciiLowerCase(value)));
    }

    /** RFC 7523 §3: whoever issues a client assertion is its subject. */
    private static boolean isClientAssertion(Map<String, @Nullable Object> claims) {
        return claims.get("iss") instanceof String issuer && issuer.equals(claims.get("sub"));
    }

    private static Map<String, Verdict.Invalid> refusals() {
        Map<String, Verdict.Invalid> refusals = new HashMap<>();
        for (String claim : List.of("events", "token_introspection", "typ", "token_use")) {
            refusals.put(
                    claim,
                    TokenFaults.mark(
                            "The claim " + claim + " says that it is another kind of token",
                            "the client sent a token of another kind: it has to send the access token"));
        }
        return refusals;
    }
}
