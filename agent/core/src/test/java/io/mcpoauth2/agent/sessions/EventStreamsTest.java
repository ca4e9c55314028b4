package io.mcpoauth2.agent.sessions;

import static io.mcpoauth2.agent.sessions.SampleCallers.ALICE;
import static io.mcpoauth2.agent.sessions.SampleCallers.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.SessionSettings;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.exchange.SampleResponse;
import io.mcpoauth2.agent.sessions.Sessions.Ruling;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose sessions of the HTTP+SSE transport are, as their streams tell. */
class EventStreamsTest {
    private final Sessions sessions =
            new Sessions(new SessionSettings(true, 3, Duration.ofHours(1), SessionSettings.Tasks.OFF), () -> 0);

    @Test
    @DisplayName("K2: the first message of an event stream's opener binds its id; nobody who has opened none can")
    void eventStreamsIdIsItsOpeners() {
        Objects.requireNonNull(sessions.observer(SampleRequest.of("GET", "/sse"), ALICE))
                .responding(new SampleResponse(200).with("Content-Type", "text/event-stream;charset=UTF-8"));

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

    private EndpointEvent stream(Map<String, Object> caller) {
        SampleRequest request = SampleRequest.of("GET", "/sse").header("Accept", "text/event-stream");
        EndpointEvent stream = (EndpointEvent) Objects.requireNonNull(sessions.observer(request, caller));
        stream.responding(new SampleResponse(200).with("Content-Type", "text/event-stream"));
        return stream;
    }

    private static void tell(EndpointEvent stream, String events) {
        stream.sending(ByteBuffer.wrap(events.getBytes(StandardCharsets.UTF_8)));
    }

    private static SampleRequest message(String query) {
        return SampleRequest.post("/message").query(query);
    }
}
