package io.mcpoauth2.testapps.process.kit;

import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.SigningKey;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A DPoP proof (RFC 9449 §4.2) for a call of the tool with a token: right unless changed. Mutable, for one request. */
final class Proof {
    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private SigningKey key;

    private Proof(SigningKey key, String token) {
        signedWith(key);
        header.put("typ", "dpop+jwt");
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("htm", "POST");
        claims.put("htu", Servers.AUDIENCE);
        claims.put("iat", Instant.now().getEpochSecond());
        claims.put("ath", hash(token));
    }

    static Proof of(SigningKey key, String token) {
        return new Proof(key, token);
    }

    /** Signs with this key and brings it. */
    Proof signedWith(SigningKey newKey) {
        key = newKey;
        Map<String, Object> jwk = newKey.publicJwk();
        jwk.keySet().removeIf(name -> name.equals("kid") || name.equals("use") || name.equals("alg"));
        header.put("alg", newKey.algorithm());
        header.put("jwk", jwk);
        return this;
    }

    Proof header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    Proof claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    Proof without(String name) {
        header.remove(name);
        claims.remove(name);
        return this;
    }

    /** Adds a member to the key it brings. */
    Proof jwk(String name, Object value) {
        Map<String, Object> jwk = new LinkedHashMap<>(key.publicJwk());
        jwk.put(name, value);
        return header("jwk", jwk);
    }

    /** Makes the JWT; any issuer can. */
    String sign(EmbeddedIssuer issuer) {
        return issuer.mint(
                TokenSpec.valid().signedWith(key).rawHeader(Kit.json(header)).rawPayload(Kit.json(claims)));
    }

    static String hash(String token) {
        try {
            return Base64Url.encode(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
