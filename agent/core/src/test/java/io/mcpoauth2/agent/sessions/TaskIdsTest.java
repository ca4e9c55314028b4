package io.mcpoauth2.agent.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.exchange.SampleResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of tasks in responses, however they are sent. */
class TaskIdsTest {
    private static final String TASK =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"a\":[{\"taskId\":\"no\"}],\"task\":{\"x\":{\"taskId\":\"no\"},\"taskId\":\"t-\\u00e91\",\"ttl\":1}}}";

    private final List<String> found = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100, 100_000})
    @DisplayName("JSON is read in pieces of any size, and an id is known with its last byte")
    void piecesOfJsonAreRead(int size) {
        send("application/json; charset=utf-8", TASK, size);

        assertThat(found).containsExactly("t-\u00e91");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100, 100_000})
    void piecesOfEventsAreRead(int size) {
        String events =
                ": taskId\n\nid: 1\ndata:\n\nevent: message\r\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"x\"}\r\n\r\n"
                        + "dat: {\"result\":{\"taskId\":\"no\"}}\n\n"
                        + "data: {\"id\":1,\r\ndata:\"result\":{\"taskId\":\r\ndata:\"two\"}}\n\ndata: " + TASK
                        + "\n\n";

        send("text/event-stream", events, size);

        assertThat(found).containsExactly("two", "t-\u00e91");
        assertThat(unreadable).isEmpty();
    }

    @Test
    void eachMessageOfABatchIsRead() {
        send("application/json", '[' + TASK + ",{\"id\":2,\"result\":{\"taskId\":\"two\"}}," + TASK + ']', 10);

        assertThat(found).containsExactly("t-\u00e91", "two", "t-\u00e91");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"taskId\":\"no\"}",
                "{\"error\":{\"taskId\":\"no\"}}",
                "{\"result\":{\"taskId\":5,\"structuredContent\":{\"taskId\":\"no\",\"task\":{\"taskId\":\"no\"}}}}",
                "{\"result\":[{\"taskId\":\"no\"}]}",
                "[[{\"result\":{\"taskId\":\"no\"}}]]",
                "{\"result\":{\"task\":[\"taskId\",{\"taskId\":\"no\"}]}}",
                "\"taskId\""
            })
    void idsElsewhereAreNone(String json) {
        send("application/json", json, 5);

        assertThat(found).isEmpty();
        assertThat(unreadable).isEmpty();
    }

    @Test
    @DisplayName("large results are no tasks, and are not kept")
    void longStringsEndTheReading() {
        send("application/json", "{\"result\":{\"content\":\"" + "x".repeat(300_000) + "\",\"taskId\":\"t\"}}", 8_192);

        assertThat(found).isEmpty();
        assertThat(unreadable).isEmpty();
    }

    @Test
    void whatCannotBeReadIsTold() {
        send("application/json", "<html>", 10);
        ResponseObserver compressed = TaskIds.observer(found::add, unreadable::add);
        compressed.responding(
                new SampleResponse(200).with("Content-Type", "application/json").with("Content-Encoding", "gzip"));
        compressed.sending(ByteBuffer.wrap(TASK.getBytes(StandardCharsets.UTF_8)));

        assertThat(unreadable).containsExactly("as it is no JSON", "as it is compressed");
        assertThat(found).isEmpty();
    }

    @Test
    void otherTypesAreNotRead() {
        send("text/plain", TASK, 10);

        assertThat(found).isEmpty();
    }

    private void send(String type, String body, int size) {
        ResponseObserver tasks = TaskIds.observer(found::add, unreadable::add);
        tasks.responding(new SampleResponse(200).with("Content-Type", type));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += size) {
            tasks.sending(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at))
                    .asReadOnlyBuffer());
        }
    }
}
