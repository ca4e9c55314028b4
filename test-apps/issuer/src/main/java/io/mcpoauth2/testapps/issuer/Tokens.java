package io.mcpoauth2.testapps.issuer;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes the tokens: access tokens as RFC 9068 §2 wants them, ID tokens, and whatever a test specifies. */
final class Tokens {
    private final Settings settings;
    private final KeyRing keys;

    Tokens(Settings settings, KeyRing keys) {
        this.settings = settings;
        this.keys = keys;
    }

    String mint(TokenSpec spec) {
        Instant now = settings.clock().instant();
        Map<String, Object> good = new LinkedHashMap<>();
        good.put("iss", settings.issuer());
        good.put("sub", "user");
        good.put("aud", stringOrArray(settings.defaultAudience()));
        good.put("client_id", "client");
        good.put("iat", now.getEpochSecond());
        good.put("exp", now.plus(settings.tokenLifetime()).getEpochSecond());
        good.put("jti", UUID.randomUUID().toString());
        return spec.serialize(good, settings.accessTokenType(), keys.signing(), now);
    }

    String accessToken(Grant grant) throws OAuthError {
        List<String> audience = grant.resources().isEmpty() ? settings.defaultAudience() : grant.resources();
        if (audience.isEmpty()) {
            throw new OAuthError("invalid_target", "No resource named, and there is no default one");
        }
        TokenSpec spec = TokenSpec.valid().subject(grant.clientId()).clientId(grant.clientId());
        if (grant.user() != null) {
            spec.user(grant.user());
        }
        if (!grant.scopes().isEmpty()) {
            spec.scopes(grant.scopes().toArray(String[]::new));
        }
        return mint(spec.claim("aud", stringOrArray(audience)));
    }

    /** Makes the ID token of OpenID Connect Core §2, for the client and for no resource. */
    String idToken(Grant grant) {
        TokenSpec spec = TokenSpec.valid()
                .type("JWT")
                .user(grant.user())
                .audience(grant.clientId())
                .without("client_id", "roles");
        if (grant.login().nonce() != null) {
            spec.claim("nonce", grant.login().nonce());
        }
        return mint(spec);
    }

    private static Object stringOrArray(List<String> values) {
        return values.size() == 1 ? values.get(0) : values;
    }
}
