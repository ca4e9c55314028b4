package io.mcpoauth2.agent.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.SessionSettings;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.exchange.SampleResponse;
import io.mcpoauth2.agent.sessions.Sessions.Ruling;
import io.mcpoauth2.bridge.UserKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose sessions are, as requests and responses tell. */
class SessionsTest {
    private static final Map<String, Object> ALICE = SampleCallers.ALICE;
    private static final Map<String, Object> BOB = SampleCallers.BOB;
    private static final Duration IDLE = Duration.ofHours(1);

    private final AtomicLong now = new AtomicLong();
    private final Sessions sessions = sessions(true, 3);

    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET", "DELETE", "PUT"})
    @DisplayName("K1: a session is unknown to everybody but who opened it, by every method")
    void sessionIsItsOpenersAlone(String method) {
        open(sessions, "s1", ALICE);

        assertThat(sessions.judge(with(method, "s1"), ALICE)).isEqualTo(Ruling.PASSES);
        for (Map<String, Object> other : List.of(
                BOB,
                SampleCallers.of("https://b.example", "alice", "c1"),
                SampleCallers.of("https://a.example", "alice", "c2"))) {
            assertThat(sessions.judge(with(method, "s1"), other)).isEqualTo(Ruling.UNKNOWN);
        }
    }

    @Test
    @DisplayName("K1: where one of both tokens names no client, issuer and subject tell")
    void missingClientIsNoOtherCaller() {
        open(sessions, "s1", ALICE);

        assertThat(sessions.judge(
                        with("POST", "s1"), Map.of(UserKeys.ISSUER, "https://a.example", UserKeys.SUBJECT, "alice")))
                .isEqualTo(Ruling.PASSES);
    }

    @Test
    @DisplayName("K4: an id that this endpoint has not given is unknown; where none was ever given it passes")
    void guessedIdIsUnknown() {
        assertThat(sessions.judge(with("POST", "guessed"), ALICE)).isEqualTo(Ruling.PASSES);
        open(sessions, "s1", ALICE);

        assertThat(sessions.judge(with("POST", "guessed"), ALICE)).isEqualTo(Ruling.UNKNOWN);
        assertThat(sessions.judge(with("POST", "x".repeat(513)), ALICE)).isEqualTo(Ruling.UNKNOWN);
        assertThat(sessions.judge(with("POST", "s1").header("Mcp-Session-Id", "s2"), ALICE))
                .isEqualTo(Ruling.UNKNOWN);
        assertThat(sessions.judge(SampleRequest.post("/stateless").header("Mcp-Session-Id", "guessed"), ALICE))
                .isEqualTo(Ruling.PASSES);
        assertThat(sessions.judge(SampleRequest.post("/other").header("Mcp-Session-Id", "s1"), BOB))
                .isEqualTo(Ruling.UNKNOWN);
    }

    @Test
    void sameIdForAnotherCallerStaysTheFirstOnes() {
        open(sessions, "s1", ALICE);
        open(sessions, "s1", BOB);

        assertThat(sessions.judge(with("POST", "s1"), ALICE)).isEqualTo(Ruling.PASSES);
        assertThat(sessions.judge(with("POST", "s1"), BOB)).isEqualTo(Ruling.UNKNOWN);
    }

    @Test
    void fullTableOpensNoMoreAndEvictsNoneThatLives() {
        open(sessions, "s1", ALICE);
        open(sessions, "s2", ALICE);
        assertThat(sessions.judge(SampleRequest.post("/mcp"), BOB)).isEqualTo(Ruling.PASSES);
        open(sessions, "s3", ALICE);

        assertThat(sessions.judge(SampleRequest.post("/mcp"), BOB)).isEqualTo(Ruling.FULL);
        assertThat(sessions.judge(SampleRequest.post("/elsewhere"), BOB)).isEqualTo(Ruling.PASSES);
        assertThat(sessions.judge(with("POST", "s1"), ALICE)).isEqualTo(Ruling.PASSES);

        now.addAndGet(IDLE.toNanos());
        assertThat(sessions.judge(SampleRequest.post("/mcp"), BOB)).isEqualTo(Ruling.PASSES);
        assertThat(sessions.judge(with("POST", "s1"), ALICE)).isEqualTo(Ruling.UNKNOWN);
    }

    @Test
    @DisplayName("sessions that are opened at ever other paths cannot fill more than there is room for")
    void tableIsBoundedWhateverPathsTheServerOpensSessionsAt() {
        for (int i = 0; i < 2_000; i++) {
            SampleRequest request = SampleRequest.post("/mcp/" + i);
            respond(sessions, request, ALICE, new SampleResponse(200).with("Mcp-Session-Id", "s" + i));
        }

        assertThat(sessions.judge(SampleRequest.post("/mcp/2").header("Mcp-Session-Id", "s2"), ALICE))
                .isEqualTo(Ruling.PASSES);
        for (int i : new int[] {3, 999, 1_500, 1_999}) {
            assertThat(sessions.judge(SampleRequest.post("/mcp/" + i).header("Mcp-Session-Id", "s" + i), ALICE))
                    .isEqualTo(Ruling.UNKNOWN);
            assertThat(sessions.judge(SampleRequest.post("/mcp/" + i), ALICE)).isEqualTo(Ruling.FULL);
        }
    }

    @Test
    void endedSessionIsUnknownAndOneThatTheServerKeepsIsNot() {
        open(sessions, "s1", ALICE);
        respond(sessions, with("DELETE", "s1"), ALICE, new SampleResponse(405));
        assertThat(sessions.judge(with("POST", "s1"), ALICE)).isEqualTo(Ruling.PASSES);
        respond(sessions, with("DELETE", "s1"), ALICE, new SampleResponse(204));
        assertThat(sessions.judge(with("POST", "s1"), ALICE)).isEqualTo(Ruling.UNKNOWN);
    }

    @Test
    void offBindsNothing() {
        Sessions off = sessions(false, 1);

        assertThat(off.observer(SampleRequest.post("/mcp"), ALICE)).isNull();
        assertThat(off.judge(message("sessionId=s1"), ALICE)).isEqualTo(Ruling.PASSES);
        assertThat(off.judge(message("sessionId=s1"), BOB)).isEqualTo(Ruling.PASSES);
    }

    @Test
    void ownerShowsNothingOfTheCaller() {
        assertThat(Owner.of(ALICE).toString()).doesNotContain("alice", "a.example");
    }

    private Sessions sessions(boolean bind, int max) {
        return new Sessions(new SessionSettings(bind, max, IDLE, SessionSettings.Tasks.OFF), now::get);
    }

    private static void open(Sessions sessions, String id, Map<String, Object> caller) {
        respond(sessions, SampleRequest.post("/mcp"), caller, new SampleResponse(200).with("Mcp-Session-Id", id));
    }

    private static void respond(
            Sessions sessions, SampleRequest request, Map<String, Object> caller, SampleResponse response) {
        ResponseObserver observer = Objects.requireNonNull(sessions.observer(request, caller));
        observer.responding(response);
    }

    private static SampleRequest with(String method, String id) {
        return SampleRequest.of(method, "/mcp").header("Mcp-Session-Id", id);
    }

    private static SampleRequest message(String query) {
        return SampleRequest.post("/message").query(query);
    }
}
