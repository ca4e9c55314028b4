package io.mcpoauth2.testapps.process.soak;

import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.SigningKey;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The time in which an issuer signs with one key: the tokens from it, and the calls that bring them. */
final class KeyAge {
    private final EmbeddedIssuer issuer;
    private final SigningKey key;
    private final SigningKey strangers = SigningKey.generate("ES256");
    private final Map<Integer, String> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();

    KeyAge(EmbeddedIssuer issuer, SigningKey key) {
        this.issuer = issuer;
        this.key = key;
    }

    /** What is wrong with a token. */
    enum Flaw {
        /** Another user's claims, under the signature of one's own. */
        FORGED,
        /** Signed by somebody else, under the name of the issuer's key. */
        KID_OF_ANOTHER,
        /** Signed by a key that nobody knows. */
        UNKNOWN_KEY,
        EXPIRED,
        OTHER_AUDIENCE
    }

    static String name(int user) {
        return "user-" + user + "-";
    }

    SigningKey key() {
        return key;
    }

    /** Calls that bring tokens of this key now. */
    AtomicInteger calls() {
        return calls;
    }

    String token(int user) {
        return tokens.computeIfAbsent(user, named -> issuer.mint(valid(named)));
    }

    String badToken(Flaw flaw, int user, int another) {
        return switch (flaw) {
            case FORGED -> {
                String claims = token(another);
                String own = token(user);
                yield claims.substring(0, claims.lastIndexOf('.')) + own.substring(own.lastIndexOf('.'));
            }
            case KID_OF_ANOTHER -> issuer.mint(valid(user).signedWith(strangers.withKid(key.kid())));
            case UNKNOWN_KEY -> issuer.mint(valid(user).signedWith(strangers));
            case EXPIRED -> issuer.mint(valid(user).expiresIn(Duration.ofHours(-1)));
            case OTHER_AUDIENCE -> issuer.mint(valid(user).audience("https://another.example.com/mcp"));
        };
    }

    /** An hour, so that none expires before its key is withdrawn. */
    private TokenSpec valid(int user) {
        return TokenSpec.valid()
                .subject(name(user))
                .expiresIn(Duration.ofHours(1))
                .signedWith(key);
    }
}
