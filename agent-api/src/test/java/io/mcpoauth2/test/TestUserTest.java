package io.mcpoauth2.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.AuthenticatedUser;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.ScopedUser;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TestUserTest {
    private static final AuthenticatedUser ALICE = TestUser.withSubject("alice").build();
    private static final AuthenticatedUser BOB = TestUser.withSubject("bob").build();

    @Test
    void blockRunsAsTheUserAndNothingStaysBehind() {
        AtomicBoolean ran = new AtomicBoolean();
        TestUser.run(ALICE, () -> {
            assertThat(CurrentUser.get()).isSameAs(ALICE);
            assertThat(ScopedUser.USER.get()).isSameAs(ALICE);
            ran.set(true);
        });
        assertThat(ran).isTrue();
        assertThat(CurrentUser.find()).isEmpty();
        assertThat(ScopedUser.USER.isBound()).isFalse();
    }

    @Test
    void resultAndCheckedExceptionOfTheBlockReachTheCaller() throws Exception {
        assertThat(TestUser.call(ALICE, () -> CurrentUser.get().subject())).isEqualTo("alice");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> TestUser.call(ALICE, () -> {
                    throw new IOException("from the block");
                }))
                .withMessage("from the block");
        assertThat(CurrentUser.find()).isEmpty();
    }

    @Test
    void failureOfTheBlockReachesTheCallerUnchanged() {
        RuntimeException failure = new RuntimeException("from the block");
        assertThatThrownBy(() -> TestUser.run(ALICE, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(CurrentUser.find()).isEmpty();
    }

    @Test
    void innerUserHidesTheOuterOneAndGivesWayToItAgain() {
        TestUser.run(ALICE, () -> {
            TestUser.run(BOB, () -> assertThat(CurrentUser.get()).isSameAs(BOB));
            assertThat(CurrentUser.get()).isSameAs(ALICE);
        });
    }

    @Test
    void otherThreadsDoNotSeeTheUser() {
        TestUser.run(
                ALICE,
                () -> assertThat(
                                CompletableFuture.supplyAsync(CurrentUser::find).join())
                        .isEqualTo(Optional.empty()));
    }

    @Test
    void builderSetsValueAndClaimAlike() {
        AuthenticatedUser user = TestUser.withSubject("alice")
                .issuer("https://other.example")
                .audience("a", "b")
                .clientId("client")
                .scopes("one")
                .roles("admin")
                .email("a@b.example")
                .name("Alice")
                .preferredUsername("al")
                .givenName("Al")
                .familyName("Ice")
                .expiresAt(Instant.ofEpochSecond(20))
                .issuedAt(Instant.ofEpochSecond(10))
                .claim("tenant", "t")
                .build();

        assertThat(user.audience()).containsExactly("a", "b");
        assertThat(user.hasScope("one")).isTrue();
        assertThat(user.hasRole("admin")).isTrue();
        assertThat(user.claims())
                .containsEntry("sub", "alice")
                .containsEntry("iss", "https://other.example")
                .containsEntry("aud", List.of("a", "b"))
                .containsEntry("client_id", "client")
                .containsEntry("scope", "one")
                .containsEntry("email", "a@b.example")
                .containsEntry("name", "Alice")
                .containsEntry("preferred_username", "al")
                .containsEntry("given_name", "Al")
                .containsEntry("family_name", "Ice")
                .containsEntry("exp", 20L)
                .containsEntry("iat", 10L)
                .containsEntry("tenant", "t");
    }
}
