package io.mcpoauth2.agent.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.issuer.SignatureCheck.Result;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.jose.JwsAlgorithm;
import io.mcpoauth2.agent.jose.JwtParser;
import io.mcpoauth2.agent.jose.MalformedTokenException;
import io.mcpoauth2.agent.wait.Caller;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Row K1: which key of a set a token is verified with. */
class KeyChoiceTest {
    private static final SigningKey RSA = SigningKey.rsa("a");
    private static final SigningKey OTHER = SigningKey.rsa("a");
    private static final SigningKey EC = SigningKey.ec("a", "secp256r1");

    private final TestTime time = new TestTime();
    private final TestIssuer issuer = new TestIssuer("https://as.example", time);
    private final SignatureCheck signatures = new SignatureCheck(new BoundedVerifier(2));

    @Test
    @DisplayName("K1 a key that is published twice verifies")
    void repeatedKeyVerifies() throws MalformedTokenException {
        issuer.publishes(RSA.jwk(), RSA.jwk("\"use\":\"sig\""));
        assertVerified(RSA, "RS256");
        assertThat(issuer.fetches()).isEqualTo(1);
    }

    @Test
    @DisplayName("K1 keys of one kid are chosen from by the token's alg")
    void keyIsChosenByTheAlgorithm() throws MalformedTokenException {
        issuer.publishes(RSA.jwk("\"alg\":\"RS256\""), OTHER.jwk("\"alg\":\"PS256\""), EC.jwk());
        assertVerified(RSA, "RS256");
        assertVerified(OTHER, "PS256");
        assertVerified(EC, "ES256");
        assertThat(check("a", OTHER, "RS256")).isEqualTo(Result.Failure.WRONG_SIGNATURE);
        assertThat(check("a", RSA, "RS512")).isEqualTo(Result.Failure.WRONG_KEY);
        assertThat(issuer.fetches()).isEqualTo(1);
    }

    @Test
    @DisplayName("K1 one thumbprint with several alg is one key that has them all")
    void oneKeyMayHaveSeveralAlgorithms() throws MalformedTokenException {
        issuer.publishes(RSA.jwk("\"alg\":\"RS256\""), RSA.jwk("\"alg\":\"RS512\""), RSA.jwk("\"alg\":\"RS512\""));
        assertVerified(RSA, "RS256");
        assertVerified(RSA, "RS512");
        assertThat(check("a", RSA, "PS256")).isEqualTo(Result.Failure.WRONG_KEY);
        issuer.publishes(RSA.jwk("\"alg\":\"RS256\""), RSA.jwk());
        time.pass(TestIssuer.TTL);
        assertVerified(RSA, "RS256");
        assertVerified(RSA, "PS256");
    }

    @Test
    @DisplayName("K1 of two keys that one kid and alg fit none is tried, and the issuer is asked for others")
    void ambiguousKeysAreUnknown() throws MalformedTokenException {
        for (String alg : new String[] {"\"alg\":null", "\"alg\":\"RS256\""}) {
            issuer.publishes(RSA.jwk("\"alg\":\"RS256\""), OTHER.jwk(alg));
            time.pass(TestIssuer.TTL);
            int before = issuer.fetches();
            assertThat(check("a", RSA, "RS256")).isEqualTo(Result.Failure.UNKNOWN_KEY);
            assertThat(check("a", OTHER, "RS256")).isEqualTo(Result.Failure.UNKNOWN_KEY);
            assertThat(issuer.fetches()).as("when due, and once a cool-down").isEqualTo(before + 2);
        }
        issuer.publishes(RSA.jwk("\"alg\":\"RS256\""), OTHER.jwk());
        time.pass(TestIssuer.TTL);
        assertVerified(OTHER, "PS256");
        issuer.publishes(RSA.jwk());
        time.pass(TestIssuer.COOLDOWN);
        assertThat(check("a", RSA, "RS256")).as("the issuer has mended its set").isInstanceOf(Result.Verified.class);
    }

    @Test
    @DisplayName("K1, A7 without a kid a key that is published often is tried once")
    void repeatedKeysCountOnceForTokensWithoutKid() throws MalformedTokenException {
        List<String> jwks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            jwks.add(OTHER.named("k" + i).jwk());
        }
        jwks.add(RSA.jwk());
        issuer.publishes(jwks.toArray(String[]::new));
        assertThat(check("", RSA, "RS256")).isInstanceOf(Result.Verified.class);
    }

    private void assertVerified(SigningKey key, String algorithm) throws MalformedTokenException {
        assertThat(check("a", key, algorithm)).isInstanceOf(Result.Verified.class);
    }

    private Result check(String kid, SigningKey key, String algorithm) throws MalformedTokenException {
        String named = kid.isEmpty() ? "" : ",\"kid\":\"" + kid + "\"";
        String token = key.token(algorithm, "{\"alg\":\"" + algorithm + "\"" + named + "}", "{}");
        return signatures
                .check(
                        new JwtParser(16384).parse(token),
                        JwsAlgorithm.of(algorithm).orElseThrow(),
                        issuer.source(),
                        Caller.REQUEST_THREAD)
                .join();
    }
}
