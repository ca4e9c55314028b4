package io.mcpoauth2.testapps.issuer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a token should be, where it differs from a good one of its issuer: anything can be changed, left out or broken.
 *
 * <p>Mutable, for one thread; {@link EmbeddedIssuer#mint} makes the token.
 */
public final class TokenSpec {
    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private final Set<String> absentHeaders = new HashSet<>();
    private final Set<String> absentClaims = new HashSet<>();
    private SigningKey key;
    private Duration lifetime;
    private boolean unsigned;
    private String rawHeader;
    private String rawPayload;

    private TokenSpec() {}

    /** Begins with a token that differs in nothing: valid, without scopes, for the issuer's default audience. */
    public static TokenSpec valid() {
        return new TokenSpec();
    }

    /** Sets {@code iss}. */
    public TokenSpec issuer(String issuer) {
        return claim("iss", issuer);
    }

    /** Sets {@code sub}. */
    public TokenSpec subject(String subject) {
        return claim("sub", subject);
    }

    /** Sets {@code aud}: a string if it is one, else an array. */
    public TokenSpec audience(String... audience) {
        return claim("aud", audience.length == 1 ? audience[0] : List.of(audience));
    }

    /** Sets {@code client_id}. */
    public TokenSpec clientId(String clientId) {
        return claim("client_id", clientId);
    }

    /** Sets {@code scope}, its values separated by spaces. */
    public TokenSpec scopes(String... values) {
        return claim("scope", String.join(" ", values));
    }

    /** Sets {@code roles}. */
    public TokenSpec roles(String... roles) {
        return claim("roles", List.of(roles));
    }

    /** Sets the claims that describe a user. */
    public TokenSpec user(User user) {
        claims.putAll(user.claims());
        return this;
    }

    /** Sets {@code iat}. */
    public TokenSpec issuedAt(Instant time) {
        return claim("iat", time.getEpochSecond());
    }

    /** Sets {@code nbf}. */
    public TokenSpec notBefore(Instant time) {
        return claim("nbf", time.getEpochSecond());
    }

    /** Sets {@code exp}. */
    public TokenSpec expiresAt(Instant time) {
        return claim("exp", time.getEpochSecond());
    }

    /** Sets {@code exp} this far from the issuer's now; a negative duration gives an expired token. */
    public TokenSpec expiresIn(Duration newLifetime) {
        lifetime = newLifetime;
        return this;
    }

    /** Sets any claim to any value JSON knows, null too. */
    public TokenSpec claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    /** Leaves claims out. */
    public TokenSpec without(String... names) {
        absentClaims.addAll(List.of(names));
        return this;
    }

    /** Sets {@code typ} of the header. */
    public TokenSpec type(String type) {
        return header("typ", type);
    }

    /** Sets any header parameter to any value; {@code alg} does not change how the token is signed. */
    public TokenSpec header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    /** Leaves header parameters out. */
    public TokenSpec withoutHeader(String... names) {
        absentHeaders.addAll(List.of(names));
        return this;
    }

    /** Signs with this key, known to the issuer or not, and names its kid and algorithm in the header. */
    public TokenSpec signedWith(SigningKey newKey) {
        key = newKey;
        return this;
    }

    /** Leaves the signature empty; the header is that of a signed token unless changed. */
    public TokenSpec unsigned() {
        unsigned = true;
        return this;
    }

    /** Takes this text for the whole header, signed as it is: duplicate members, no JSON at all, anything. */
    public TokenSpec rawHeader(String text) {
        rawHeader = text;
        return this;
    }

    /** Takes this text for the whole payload, signed as it is. */
    public TokenSpec rawPayload(String text) {
        rawPayload = text;
        return this;
    }

    /** Puts the token together over the issuer's own values for a good one. */
    String serialize(Map<String, Object> goodClaims, String goodType, SigningKey issuerKey, Instant now) {
        SigningKey signing = key == null ? issuerKey : key;
        Map<String, Object> fullHeader = new LinkedHashMap<>();
        fullHeader.put("typ", goodType);
        fullHeader.put("alg", signing.algorithm());
        fullHeader.put("kid", signing.kid());
        fullHeader.putAll(header);
        fullHeader.keySet().removeAll(absentHeaders);
        Map<String, Object> fullClaims = new LinkedHashMap<>(goodClaims);
        if (lifetime != null) {
            fullClaims.put("exp", now.plus(lifetime).getEpochSecond());
        }
        fullClaims.putAll(claims);
        fullClaims.keySet().removeAll(absentClaims);
        String input = part(rawHeader, fullHeader) + '.' + part(rawPayload, fullClaims);
        byte[] signature = unsigned ? new byte[0] : signing.sign(input.getBytes(StandardCharsets.US_ASCII));
        return input + '.' + encode(signature);
    }

    private static String part(String raw, Map<String, Object> json) {
        return encode(raw == null ? Reply.bytes(json) : raw.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
