package io.mcpoauth2.testapps.process.kit;

import io.mcpoauth2.testapps.issuer.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys that stand in the issuer's set and must not verify anything (rows A3, A14, A17, G5), and one that does not. */
final class UnusableKeys {
    /** Of whoever forges tokens; published nowhere but where the tokens point. */
    final SigningKey attacker = SigningKey.generate("RS256").withKid("attacker");

    final SigningKey shared = SigningKey.symmetric(
                    "HS256", "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII))
            .withKid("shared");
    final SigningKey encryption = SigningKey.generate("ES256").withKid("encryption");
    final SigningKey keyOps = SigningKey.generate("ES256").withKid("key-ops");
    final SigningKey one = SigningKey.generate("ES256").withKid("twice");
    final SigningKey other = SigningKey.generate("ES256").withKid("twice");
    final SigningKey offCurve = SigningKey.generate("ES256").withKid("off-curve");
    final SigningKey mislabelled = SigningKey.generate("ES384").withKid("mislabelled");
    final RsaForge small = RsaForge.generate("small", 1024);
    final RsaForge leaked = RsaForge.generate("leaked", 2048);

    List<Map<String, Object>> jwks() {
        return List.of(
                shared.publicJwk(),
                with(encryption, "use", "enc"),
                without(with(keyOps, "key_ops", List.of("encrypt")), "use"),
                one.publicJwk(),
                other.publicJwk(),
                with(offCurve, "y", Compact.flipped((String)
                        offCurve.publicJwk().get("y"))),
                with(mislabelled, "alg", "ES256"),
                small.jwk(),
                leaked.privateJwk(),
                exponentOne(),
                edwards("small-order", new byte[32], 1));
    }

    private Map<String, Object> exponentOne() {
        Map<String, Object> jwk = leaked.jwk();
        jwk.put("kid", "exponent-one");
        jwk.put("e", "AQ");
        return jwk;
    }

    /** The neutral point: with it, and a signature of the same point and zero, every message is signed. */
    private static Map<String, Object> edwards(String kid, byte[] x, int first) {
        x[0] = (byte) first;
        return Map.of("kty", "OKP", "crv", "Ed25519", "kid", kid, "x", Base64Url.encode(x));
    }

    private static Map<String, Object> with(SigningKey key, String name, Object value) {
        Map<String, Object> jwk = key.publicJwk();
        jwk.put(name, value);
        return jwk;
    }

    private static Map<String, Object> without(Map<String, Object> jwk, String name) {
        Map<String, Object> less = new LinkedHashMap<>(jwk);
        less.remove(name);
        return less;
    }
}
