package io.mcpoauth2.testapps.process.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.Fault;
import io.mcpoauth2.testapps.issuer.SigningKey;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two issuers that the servers trust, one that they do not, and the keys they have or should not have.
 *
 * <p>Every token has the marker in its personal claims, so that a trace of it shows anywhere.
 */
final class Kit implements AutoCloseable {
    /** What every request needs. */
    static final String SCOPE = "files:read";

    /** An audience without a path. */
    static final String BARE_AUDIENCE = "https://bare.example.com";

    static final String MARKER = "kit-secret";

    static final String NOT_SERVED = "kid-of-nobody";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Publishes many keys, one for each algorithm, and some that must not be used. */
    final EmbeddedIssuer main =
            EmbeddedIssuer.builder().defaultAudience(Servers.AUDIENCE).start();

    /** Publishes one key. */
    final EmbeddedIssuer second =
            EmbeddedIssuer.builder().defaultAudience(Servers.AUDIENCE).start();

    /** Is not among the trusted. */
    final EmbeddedIssuer stranger =
            EmbeddedIssuer.builder().defaultAudience(Servers.AUDIENCE).start();

    final SigningKey rs512 = SigningKey.generate("RS512");
    final SigningKey ps256 = SigningKey.generate("PS256");
    final SigningKey es256 = SigningKey.generate("ES256");
    final SigningKey es384 = SigningKey.generate("ES384");
    final SigningKey es512 = SigningKey.generate("ES512");
    final SigningKey ed25519 = SigningKey.generate("EdDSA");

    /** A client's, for proofs; published nowhere. */
    final SigningKey proofKey = SigningKey.generate("ES256");

    /** Published without an algorithm, so for every one of its family. */
    final RsaForge forge = RsaForge.generate("forge", 2048);

    final UnusableKeys unusable = new UnusableKeys();
    final Bait bait;

    Kit() {
        List<Map<String, Object>> keys = new ArrayList<>();
        for (SigningKey key : List.of(main.signingKey(), rs512, ps256, es256, es384, es512, ed25519)) {
            keys.add(key.publicJwk());
        }
        keys.add(forge.jwk());
        keys.addAll(unusable.jwks());
        main.jwks().failWith(Fault.json(Map.of("keys", keys)));
        bait = new Bait(json(Map.of("keys", List.of(unusable.attacker.publicJwk()))));
    }

    /** The server as the kit needs it. */
    ServerSpec configured(ServerSpec spec) {
        return spec.setting("issuer", main.issuer() + "," + second.issuer())
                .setting("audience", Servers.AUDIENCE + "," + BARE_AUDIENCE)
                .setting("resource", Servers.AUDIENCE)
                .setting("scopes", SCOPE)
                .setting("log_level", "debug");
    }

    /** A valid token of the main issuer, to be changed. */
    static TokenSpec valid() {
        return TokenSpec.valid()
                .scopes(SCOPE)
                .subject(MARKER + "-subject")
                .claim("email", MARKER + "@example.com")
                .claim("name", MARKER + " name");
    }

    String mint(TokenSpec spec) {
        return main.mint(spec);
    }

    String token() {
        return mint(valid());
    }

    /** The claims of a valid token as JSON text, with these members behind them. */
    String claims(String more) {
        Map<String, Object> claims = new LinkedHashMap<>();
        long now = Instant.now().getEpochSecond();
        claims.put("iss", main.issuer());
        claims.put("sub", MARKER + "-subject");
        claims.put("aud", Servers.AUDIENCE);
        claims.put("scope", SCOPE);
        claims.put("iat", now);
        claims.put("exp", now + 600);
        String text = json(claims);
        return text.substring(0, text.length() - 1) + more + "}";
    }

    /** Requests to addresses that no server has a reason to ask. */
    int forbiddenRequests() {
        return bait.requests()
                + stranger.discovery().requests()
                + stranger.jwks().requests();
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() {
        main.close();
        second.close();
        stranger.close();
        bait.close();
    }
}
