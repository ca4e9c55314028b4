package io.mcpoauth2.agent.token;

import static io.mcpoauth2.agent.token.TestToken.ED;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.issuer.SigningKey;
import io.mcpoauth2.agent.issuer.TestIssuer;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rows G1 to G4 and G7 as a validator sees them. */
class VerdictCacheRowsTest {
    private final TestValidator validator = new TestValidator();

    @Test
    void sameTokenHasTheSameVerdict() {
        String token = TestToken.valid().build();
        assertThat(validator.accepts(token)).isSameAs(validator.accepts(token));
    }

    @Test
    @DisplayName("G4 a cached verdict ends with the token")
    void cachedVerdictExpires() {
        TestToken token = TestToken.valid();
        validator.accepts(token);
        validator.time.pass(Duration.ofMinutes(5).plus(TestValidator.SKEW).minusMillis(1));
        validator.accepts(token);
        validator.time.pass(Duration.ofMillis(1));
        validator.refuses(token, "Token has expired");
    }

    @Test
    @DisplayName("G3 a cached verdict ends with the issuer's key, within the ttl")
    void cachedVerdictEndsWithItsKey() {
        TestToken token = TestToken.valid().claim("exp", "" + (TestToken.NOW.getEpochSecond() + 86_000));
        validator.accepts(token);
        validator.issuer().publishes(TestToken.RSA.jwk());
        validator.accepts(token);
        validator.time.pass(TestIssuer.TTL);
        validator.refuses(token, "Unknown key");
    }

    @Test
    @DisplayName("G1 many unknown kids cause one fetch, and each is refused")
    void unknownKidsAreRefused() {
        validator.accepts(TestToken.valid());
        for (int i = 0; i < 200; i++) {
            validator.refuses(TestToken.valid().header("kid", "\"unknown-" + i + "\""), "Unknown key");
        }
        assertThat(validator.issuer().fetches()).isEqualTo(2);
    }

    @Test
    @DisplayName("G2 a token of a rotated key is valid after one fetch, the old key's as long as it is published")
    void rotatedKeyIsAccepted() {
        validator.accepts(TestToken.valid());
        SigningKey rotated = SigningKey.ed25519("rotated");
        validator.issuer().publishes(ED.jwk(), rotated.jwk());
        validator.accepts(TestToken.valid().signedBy(rotated, "EdDSA"));
        validator.accepts(TestToken.valid().claim("jti", "\"other\""));
        assertThat(validator.issuer().fetches()).isEqualTo(2);
    }

    @Test
    @DisplayName("G7 without keys it cannot be told; with known keys the issuer may be down")
    void outageIsNotTheCallersFault() {
        validator.issuer().isDown();
        assertThat(validator.cannotTell(TestToken.valid()).retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));

        validator.issuer().publishes(ED.jwk());
        validator.time.pass(Duration.ofSeconds(1));
        validator.accepts(TestToken.valid());
        validator.issuer().isDown();
        validator.accepts(TestToken.valid().claim("jti", "\"other\""));
        validator.cannotTell(TestToken.valid().header("kid", "\"unknown\""));
    }

    @Test
    @DisplayName("G7 what is wrong with the token itself is said while the issuer is down")
    void expiredTokenIsRefusedDuringAnOutage() {
        validator.issuer().isDown();
        validator.refuses(TestToken.valid().claim("exp", "0"), "Token has expired");
        assertThat(validator.issuer().fetches()).isZero();
    }
}
