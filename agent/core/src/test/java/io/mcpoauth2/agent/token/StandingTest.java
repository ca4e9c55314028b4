package io.mcpoauth2.agent.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.issuer.Grounds;
import io.mcpoauth2.agent.token.Standing.End;
import io.mcpoauth2.agent.wait.Caller;
import io.mcpoauth2.bridge.UserKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is open is judged again (F7). */
class StandingTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant EXPIRY = START.plusSeconds(600);
    private static final Instant REVIEW = START.plusSeconds(60);

    private final List<CompletableFuture<Verdict>> questions = new ArrayList<>();
    private Grounds.State grounds = Grounds.State.STAND;
    private boolean denied;

    @Test
    void aVerdictStandsUntilItsTokenEnds() {
        Standing standing = new OpenVerdict(verdict(EXPIRY, EXPIRY), valid -> denied);
        assertThat(standing.at(EXPIRY.minusMillis(1))).isEqualTo(End.NONE);
        assertThat(standing.at(EXPIRY)).isEqualTo(End.EXPIRED);
    }

    @Test
    void theDenyListAndAWithdrawnKeyRevokeIt() {
        Standing standing = new OpenVerdict(verdict(EXPIRY, EXPIRY), valid -> denied);
        grounds = Grounds.State.UNKNOWN;
        assertThat(standing.at(START)).as("keys that are being fetched").isEqualTo(End.NONE);
        grounds = Grounds.State.GONE;
        assertThat(standing.at(START)).isEqualTo(End.REVOKED);
        grounds = Grounds.State.STAND;
        denied = true;
        assertThat(standing.at(START)).isEqualTo(End.REVOKED);
        assertThat(standing.at(EXPIRY)).as("a grace is for natural ends only").isEqualTo(End.REVOKED);
    }

    @Test
    void anIssuerThatWasAskedIsAskedAgainInTime() {
        Standing standing = reviewed(verdict(EXPIRY, REVIEW));
        assertThat(standing.at(REVIEW.minusMillis(1))).isEqualTo(End.NONE);
        assertThat(questions).isEmpty();
        assertThat(standing.at(REVIEW)).isEqualTo(End.NONE);
        assertThat(standing.at(REVIEW.plusSeconds(1))).isEqualTo(End.NONE);
        assertThat(questions).as("one question at a time").hasSize(1);
        questions.get(0).complete(verdict(EXPIRY, REVIEW.plusSeconds(60)));
        assertThat(standing.at(REVIEW.plusSeconds(2))).isEqualTo(End.NONE);
        assertThat(standing.at(REVIEW.plusSeconds(59))).isEqualTo(End.NONE);
        assertThat(questions).hasSize(1);
        assertThat(standing.at(REVIEW.plusSeconds(60))).isEqualTo(End.NONE);
        assertThat(questions).hasSize(2);
    }

    @Test
    void whatTheIssuerNoLongerVouchesForIsRevoked() {
        List<Verdict> answers = List.of(
                TokenFaults.INACTIVE,
                new Verdict.Unavailable(
                        io.mcpoauth2.agent.judgement.Reason.INTROSPECTION_UNAVAILABLE, "x", Duration.ofSeconds(1)),
                Verdicts.valid(Map.of(UserKeys.SUBJECT, "another"), Optional.empty()));
        for (Verdict answer : answers) {
            questions.clear();
            Standing standing = reviewed(verdict(EXPIRY, REVIEW));
            assertThat(standing.at(REVIEW)).isEqualTo(End.NONE);
            questions.get(0).complete(answer);
            assertThat(standing.at(REVIEW)).as(answer.toString()).isEqualTo(End.REVOKED);
        }
        questions.clear();
        Standing broken = reviewed(verdict(EXPIRY, REVIEW));
        assertThat(broken.at(REVIEW)).isEqualTo(End.NONE);
        questions.get(0).completeExceptionally(new IllegalStateException("a bug"));
        assertThat(broken.at(REVIEW)).isEqualTo(End.REVOKED);
    }

    @Test
    void whatItCallsInactiveAfterTheExpiryHasExpired() {
        Standing standing = reviewed(verdict(EXPIRY.plusSeconds(60), EXPIRY));
        assertThat(standing.at(EXPIRY)).isEqualTo(End.NONE);
        questions.get(0).complete(TokenFaults.INACTIVE);
        assertThat(standing.at(EXPIRY)).isEqualTo(End.EXPIRED);
    }

    private Standing reviewed(Verdict.Valid verdict) {
        TokenValidator validator = new TokenValidator() {
            @Override
            public @Nullable Verdict now(String token) {
                return null;
            }

            @Override
            public CompletableFuture<Verdict> later(String token, Caller caller) {
                assertThat(caller).isEqualTo(Caller.EVENT_LOOP);
                CompletableFuture<Verdict> answer = new CompletableFuture<>();
                questions.add(answer);
                return answer;
            }
        };
        return new ReviewedVerdict(
                validator,
                valid -> denied,
                "t",
                verdict,
                again -> "u".equals(again.user().get(UserKeys.SUBJECT)));
    }

    private Verdict.Valid verdict(Instant until, Instant review) {
        return new Verdict.Valid(
                Map.of(UserKeys.SUBJECT, "u", UserKeys.EXPIRES_AT, EXPIRY),
                Optional.empty(),
                new Lifetime(until.toEpochMilli(), review.toEpochMilli(), () -> grounds));
    }
}
