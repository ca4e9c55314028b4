package io.mcpoauth2.agent.introspection;

import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.issuer.KeySource;
import io.mcpoauth2.agent.issuer.SignatureCheck;
import io.mcpoauth2.agent.jose.JwsAlgorithm;
import io.mcpoauth2.agent.jose.JwtParser;
import io.mcpoauth2.agent.jose.MalformedTokenException;
import io.mcpoauth2.agent.jose.NumericDate;
import io.mcpoauth2.agent.jose.ParsedJwt;
import io.mcpoauth2.agent.text.Text;
import io.mcpoauth2.agent.wait.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Verifies that a signed answer is the issuer's, for this server, and fresh (RFC 9701 §5, §8). */
final class SignedAnswer {
    static final int MAX_SIZE = 256 * 1024;
    private static final String TYPE = "token-introspection+jwt";
    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final IssuerSettings issuer;
    private final String clientId;
    private final KeySource keys;
    private final SignatureCheck signatures;
    private final Clock clock;
    private final Duration skew;
    private final JwtParser parser = new JwtParser(MAX_SIZE);

    /**
     * @param clientId whom answers are for
     */
    SignedAnswer(
            IssuerSettings issuer,
            String clientId,
            KeySource keys,
            SignatureCheck signatures,
            Clock clock,
            Duration skew) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.keys = keys;
        this.signatures = signatures;
        this.clock = clock;
        this.skew = skew;
    }

    /** What came of it. */
    sealed interface Result {
        /**
         * @param members of {@code token_introspection}
         */
        record Verified(Map<String, @Nullable Object> members) implements Result {}

        /**
         * @param reason for a log line; nothing of the answer
         */
        record Wrong(String reason) implements Result {}
    }

    Result verify(String text) {
        ParsedJwt jwt;
        try {
            jwt = parser.parse(text);
        } catch (MalformedTokenException e) {
            return new Result.Wrong("no JWT that can be read");
        }
        if (!jwt.type().map(Text::mediaType).equals(Optional.of(TYPE))) {
            return new Result.Wrong("its typ is not " + TYPE);
        }
        if (!issuer.name().equals(jwt.claims().get("iss"))) {
            return new Result.Wrong("its iss is another");
        }
        if (!isForUs(jwt.claims().get("aud"))) {
            return new Result.Wrong("its aud is not client_id");
        }
        if (!isFresh(jwt.claims().get("iat"))) {
            return new Result.Wrong("its iat is not now");
        }
        if (!isInTime(jwt.claims())) {
            return new Result.Wrong("its exp has passed or its nbf has not come");
        }
        return verifySignature(jwt);
    }

    private Result verifySignature(ParsedJwt jwt) {
        Optional<JwsAlgorithm> algorithm = JwsAlgorithm.of(jwt.algorithm())
                .filter(named -> issuer.algorithms().stream()
                        .anyMatch(accepted -> JwsAlgorithm.of(accepted).equals(Optional.of(named))));
        if (algorithm.isEmpty()) {
            return new Result.Wrong("its algorithm is not accepted");
        }
        // By a thread that asks issuers: their number is bounded, and each wait on the way ends by itself.
        if (!(signatures
                        .check(jwt, algorithm.get(), keys, Caller.REQUEST_THREAD)
                        .join()
                instanceof SignatureCheck.Result.Verified)) {
            return new Result.Wrong("its signature cannot be verified");
        }
        return members(jwt.claims().get("token_introspection"))
                .<Result>map(Result.Verified::new)
                .orElseGet(() -> new Result.Wrong("it has no token_introspection"));
    }

    @SuppressWarnings("unchecked") // StrictJson's objects have strings for keys.
    private static Optional<Map<String, @Nullable Object>> members(@Nullable Object claim) {
        return claim instanceof Map<?, ?> members
                ? Optional.of((Map<String, @Nullable Object>) members)
                : Optional.empty();
    }

    private boolean isForUs(@Nullable Object audience) {
        return clientId.equals(audience) || (audience instanceof List<?> several && several.contains(clientId));
    }

    /** RFC 9701 §5 wants neither claim, but RFC 7519 §4.1 binds whoever finds them. */
    private boolean isInTime(Map<String, @Nullable Object> claims) {
        Instant now = clock.instant();
        return isMissingOr(claims, "exp", time -> now.isBefore(time.plus(skew)))
                && isMissingOr(claims, "nbf", time -> !time.isAfter(now.plus(skew)));
    }

    private static boolean isMissingOr(
            Map<String, @Nullable Object> claims, String name, Predicate<Instant> condition) {
        return !claims.containsKey(name)
                || NumericDate.of(claims.get(name)).filter(condition).isPresent();
    }

    /** An old answer would bring back a token that has been revoked since. */
    private boolean isFresh(@Nullable Object issuedAt) {
        Instant now = clock.instant();
        return NumericDate.of(issuedAt)
                .filter(time -> !time.isAfter(now.plus(skew)))
                .filter(time -> !time.isBefore(now.minus(skew).minus(MAX_AGE)))
                .isPresent();
    }
}
