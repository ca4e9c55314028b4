package io.mcpoauth2.agent.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.SessionSettings;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.exchange.SampleResponse;
import io.mcpoauth2.agent.sessions.Sessions.Ruling;
import io.mcpoauth2.bridge.UserKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
    private static final Map<String, Object> ALICE = caller("https://a.example", "alice", "c1");
    private static final Map<String, Object> BOB = caller("https://a.example", "bob", "c1");
    private static final Duration IDLE = Duration.ofHours(1);

    private final AtomicLong now = new AtomicLong();
    private final Sessions sessions = sessions(true, 3);

    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET", "DELETE", "PUT"})
    @DisplayName("K1: a session is unknown to everybody but who opened it, by every method")
    void sessionIsItsOpenersAlone(String method) {
        open(sessions, "s1", ALICE);

        assertThat(sessions.judge(with(method, "s1"), ALICE)).isEqualTo(Ruling.PASSES);
        for (Map<String, Object> other :
                List.of(BOB, caller("https://b.example", "alice", "c1"), caller("https://a.example", "alice", "c2"))) {
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
    @DisplayName("K2: the first message of an event stream's opener binds its id; nobody who has opened none can")
    void eventStreamsIdIsItsOpeners() {
        respond(
                sessions,
                SampleRequest.of("GET", "/sse"),
                ALICE,
                new SampleResponse(200).with("Content-Type", "text/event-stream;charset=UTF-8"));

        assertThat(sessions.judge(message("sessionId=s1"), BOB)).isEqualTo(Ruling.UNKNOWN);
        assertThat(sessions.judge(message("sessionId=s1"), ALICE)).isEqualTo(Ruling.PASSES);
        assertThat(sessions.judge(message("x=y&s%65ssionId=s%31"), ALICE)).isEqualTo(Ruling.PASSES);
        assertThat(sessions.judge(message("x=y&s%65ssionId=s%31"), BOB)).isEqualTo(Ruling.UNKNOWN);
        assertThat(sessions.judge(message("sessionId=s2"), ALICE)).isEqualTo(Ruling.UNKNOWN);
        assertThat(sessions.judge(message("sessionId=s1&sessionId=s2"), ALICE)).isEqualTo(Ruling.UNKNOWN);
    }

    @Test
    @DisplayName("K2: the first event of a stream binds the id that it tells; nothing else does then")
    void eventStreamTellsItsOpenersId() {
        EndpointEvent stream = stream(ALICE);
        tell(stream, "event: endpoint\r\ndata: http://localhost:8080/app/message?x=1&sessionId=s1#top\r\n\r\n");

        assertThat(stream.readsBody()).isFalse();
        assertThat(sessions.judge(message("sessionId=s1"), BOB)).isEqualTo(Ruling.UNKNOWN);
        assertThat(sessions.judge(message("sessionId=s1"), ALICE)).isEqualTo(Ruling.PASSES);
        assertThat(sessions.judge(message("sessionId=s2"), ALICE)).isEqualTo(Ruling.UNKNOWN);
    }

    @Test
    @DisplayName("K2: nor can one who has opened a stream bind another's id, as its own is known")
    void openStreamBindsNoOthersId() {
        tell(stream(BOB), "event: endpoint\ndata: ?sessionId=b\n\n");
        tell(stream(ALICE), "event: endpoint\ndata: ?sessionId=a\n\n");

        assertThat(sessions.judge(message("sessionId=a"), BOB)).isEqualTo(Ruling.UNKNOWN);
        assertThat(sessions.judge(message("sessionId=a"), ALICE)).isEqualTo(Ruling.PASSES);
        assertThat(sessions.judge(message("sessionId=b"), BOB)).isEqualTo(Ruling.PASSES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp/messages/0123456789abcdef",
                "/mcp/messages/%30123456789abcdef",
                "//mcp/./messages;a/0123456789abcdef;b/",
                "/elsewhere/0123456789abcdef/x"
            })
    @DisplayName("K2: an id in the path of messages is bound, however the path is spelled")
    void idInAPathIsItsOpeners(String path) {
        tell(stream(ALICE), "event: endpoint\ndata: /mcp/messages/0123456789abcdef\n\n");

        assertThat(sessions.judge(SampleRequest.post(path), BOB)).isEqualTo(Ruling.UNKNOWN);
        assertThat(sessions.judge(SampleRequest.post(path), ALICE)).isEqualTo(Ruling.PASSES);
        assertThat(sessions.mayBeTokenless(SampleRequest.post(path))).isFalse();
    }

    @Test
    void otherPathsThanThoseOfMessagesAreNobodys() {
        SampleRequest unknown = SampleRequest.post("/mcp/messages/fedcba9876543210");
        assertThat(sessions.judge(unknown, BOB)).isEqualTo(Ruling.PASSES);
        tell(stream(ALICE), "event: endpoint\ndata: /mcp/messages/0123456789abcdef\n\n");

        assertThat(sessions.judge(unknown, BOB)).isEqualTo(Ruling.UNKNOWN);
        for (String path : new String[] {"/mcp", "/mcp/messages", "/mcp/messages/short", "/other/fedcba9876543210"}) {
            assertThat(sessions.judge(SampleRequest.post(path), BOB)).as(path).isEqualTo(Ruling.PASSES);
            assertThat(sessions.mayBeTokenless(SampleRequest.post(path))).isTrue();
        }
    }

    @Test
    @DisplayName("a path that several callers are told is no session's")
    void sharedPathBindsNothing() {
        String endpoint = "event: endpoint\ndata: /mcp/messages-of-everybody\n\n";
        tell(stream(ALICE), endpoint);
        tell(stream(BOB), endpoint);

        SampleRequest message = SampleRequest.post("/mcp/messages-of-everybody");
        assertThat(sessions.judge(message, BOB)).isEqualTo(Ruling.PASSES);
        assertThat(sessions.judge(message, ALICE)).isEqualTo(Ruling.PASSES);
    }

    @Test
    @DisplayName("nor does an id become everybody's because a server lets another client choose it for its stream")
    void idThatAnotherClientChoosesStaysItsOwners() {
        tell(stream(ALICE), "event: endpoint\ndata: /message/client-0123456789\n\n");
        tell(stream(BOB), "event: endpoint\ndata: /message/client-of-bob-himself\n\n");
        EndpointEvent chosen = stream(BOB);
        tell(chosen, "event: endpoint\ndata: /message/client-0123456789\n\n");

        SampleRequest message = SampleRequest.post("/message/client-0123456789");
        assertThat(sessions.judge(message, BOB)).isEqualTo(Ruling.UNKNOWN);
        chosen.ended();
        assertThat(sessions.judge(message, BOB)).isEqualTo(Ruling.UNKNOWN);
        assertThat(sessions.judge(message, ALICE)).isEqualTo(Ruling.PASSES);
    }

    @Test
    @DisplayName("what was taken for everybody's is bound from when ids turn out to differ")
    void sharedPathIsBoundOnceIdsDiffer() {
        String first = "event: endpoint\ndata: /message/client-0123456789\n\n";
        tell(stream(ALICE), first);
        tell(stream(BOB), first);
        SampleRequest message = SampleRequest.post("/message/client-0123456789");
        assertThat(sessions.judge(message, BOB)).isEqualTo(Ruling.PASSES);

        tell(stream(BOB), "event: endpoint\ndata: /message/client-of-bob-himself\n\n");

        assertThat(sessions.judge(message, BOB)).isEqualTo(Ruling.UNKNOWN);
        assertThat(sessions.judge(message, ALICE)).isEqualTo(Ruling.PASSES);
    }

    @Test
    void fullTableOpensNoStreamsWhereItKnowsThem() {
        assertThat(sessions.judge(SampleRequest.of("GET", "/sse"), BOB)).isEqualTo(Ruling.PASSES);
        for (int i = 0; i < 3; i++) {
            tell(stream(ALICE), "event: endpoint\ndata: /message?sessionId=s" + i + "\n\n");
        }
        tell(stream(BOB), "event: endpoint\ndata: /mcp/messages/0123456789abcdef\n\n");

        assertThat(sessions.judge(SampleRequest.of("GET", "/sse"), BOB)).isEqualTo(Ruling.FULL);
        assertThat(sessions.judge(SampleRequest.of("GET", "/mcp"), BOB)).isEqualTo(Ruling.PASSES);
        assertThat(sessions.judge(SampleRequest.post("/mcp/messages/0123456789abcdef"), BOB))
                .isEqualTo(Ruling.UNKNOWN);
    }

    @Test
    @DisplayName("a session ends with its stream, and makes room for another")
    void sessionEndsWithItsStream() {
        for (int i = 0; i < 10; i++) {
            EndpointEvent stream = stream(ALICE);
            tell(stream, "event: endpoint\ndata: /mcp/messages/0123456789abcdef" + i + "\n\n");
            SampleRequest message = SampleRequest.post("/mcp/messages/0123456789abcdef" + i);
            assertThat(sessions.judge(message, ALICE)).isEqualTo(Ruling.PASSES);

            stream.ended();
            stream.ended();

            assertThat(sessions.judge(message, ALICE)).isEqualTo(Ruling.UNKNOWN);
        }
    }

    @Test
    void whereNoStreamWasSeenTheFirstMessageBinds() {
        assertThat(sessions.judge(message("sessionId=s1"), ALICE)).isEqualTo(Ruling.PASSES);
        assertThat(sessions.judge(message("sessionId=s1"), BOB)).isEqualTo(Ruling.UNKNOWN);
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

    private EndpointEvent stream(Map<String, Object> caller) {
        SampleRequest request = SampleRequest.of("GET", "/sse").header("Accept", "text/event-stream");
        EndpointEvent stream = (EndpointEvent) Objects.requireNonNull(sessions.observer(request, caller));
        stream.responding(new SampleResponse(200).with("Content-Type", "text/event-stream"));
        return stream;
    }

    private static void tell(EndpointEvent stream, String events) {
        stream.sending(ByteBuffer.wrap(events.getBytes(StandardCharsets.UTF_8)));
    }

    private static SampleRequest with(String method, String id) {
        return SampleRequest.of(method, "/mcp").header("Mcp-Session-Id", id);
    }

    private static SampleRequest message(String query) {
        return SampleRequest.post("/message").query(query);
    }

    private static Map<String, Object> caller(String issuer, String subject, String client) {
        return Map.of(UserKeys.ISSUER, issuer, UserKeys.SUBJECT, subject, UserKeys.CLIENT_ID, client);
    }
}
