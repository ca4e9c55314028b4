package io.mcpoauth2.agent.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.ShownLists;
import io.mcpoauth2.agent.config.TestPolicy;
import io.mcpoauth2.agent.exchange.SampleResponse;
import io.mcpoauth2.agent.mcp.AdvertisedScopes;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.UserKeys;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists in JSON that an application writes by itself. */
class WrittenListsTest {
    private static final String RULES = """
            [{"method": "tools/call", "name": "write", "scopes": "files:write"},
             {"method": "resources/read", "uri": "docs://plan", "deny": true}]
            """;

    private final Access access = new Access(TestPolicy.of("allow", RULES));
    private final McpLists lists = new McpLists(
            () -> {
                throw new AssertionError("not asked for");
            },
            access,
            new ShownLists(true, false),
            new AdvertisedScopes(""));
    private final RequestIdentity reader =
            new RequestIdentity(Map.of(UserKeys.SCOPES, Set.of("files:read"), UserKeys.ROLES, Set.of()));

    @AfterEach
    void leaveNothingOnTheThread() {
        Carrier.swap(null);
    }

    @Test
    void elementsThatTheCallerMayNotUseAreLeftOut() {
        assertThat(shown(
                        "tools/list",
                        "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"tools\":[{\"name\":\"write\"},{\"name\":\"read\",\"x\":1.50},{}],"
                                + "\"nextCursor\":\"c\",\"cacheScope\":\"public\"}}"))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"tools\":[{\"name\":\"read\",\"x\":1.50}],"
                        + "\"nextCursor\":\"c\",\"cacheScope\":\"private\"}}");
        assertThat(shown(
                        "resources/list",
                        "[{\"result\":{\"resources\":[{\"uri\":\"docs://plan\"},{\"uri\":\"docs://map\"}]}}]"))
                .isEqualTo("[{\"result\":{\"resources\":[{\"uri\":\"docs://map\"}]}}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"result\": {\"prompts\": [{\"name\": \"write\"}]}}",
                "{ \"tools\": [{\"name\": \"write\"}]}",
                "{ \"error\": {\"tools\": [{\"name\": \"write\"}]}}",
                "[ 1, \"tools\"]",
                "<tools/>",
                "{\"result\":{\"tools\":[{\"name\":\"write\"}]}} {}",
                " "
            })
    @DisplayName("what is no answer to this request's list stays as it is, byte by byte")
    void anythingElseStays(String body) {
        assertThat(shown("tools/list", body)).isEqualTo(body);
    }

    @Test
    void answerIsWholeWithItsLastByte() {
        String body = "[{\"result\":{\"tools\":[{\"name\":\"a}\"},{\"name\":\"\u4e16\"}]}}]";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        WrittenLists written = new WrittenLists(lists, reader);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(written.areWhole(Arrays.copyOf(bytes, length))).isFalse();
        }
        assertThat(written.areWhole(bytes)).isTrue();
        assertThat(written.areWhole((body + " \r\n").getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    @Test
    void whatAFrameworkHasMadeIsNotMadeAgain() {
        Carrier.swap(reader);
        reader.askForLists(List.of("tools/list"));
        WrittenLists written = new WrittenLists(lists, reader);
        assertThat(written.areOpen()).isTrue();

        lists.view();

        assertThat(written.areOpen()).isFalse();
        byte[] body = "{\"result\":{\"tools\":[{\"name\":\"write\"}]}}".getBytes(StandardCharsets.UTF_8);
        assertThat(written.shown(body)).isSameAs(body);
    }

    @Test
    void toolsAreShownWithTheirSchemes() {
        ListView view = new ListView(access, false, null, List.of("mcp:use"), new AdvertisedScopes(""));

        assertThat(new String(
                        Objects.requireNonNull(WrittenLists.shown(
                                "{\"result\":{\"tools\":[{\"name\":\"write\",\"_meta\":{\"a\":1}}]}}"
                                        .getBytes(StandardCharsets.UTF_8),
                                List.of("tools/list"),
                                view)),
                        StandardCharsets.UTF_8))
                .isEqualTo("{\"result\":{\"tools\":[{\"name\":\"write\",\"_meta\":{\"a\":1,\"securitySchemes\":"
                        + "[{\"type\":\"oauth2\",\"scopes\":[\"mcp:use\",\"files:write\"]}]},\"securitySchemes\":"
                        + "[{\"type\":\"oauth2\",\"scopes\":[\"mcp:use\",\"files:write\"]}]}]}}");
    }

    @Test
    void onlyJsonOfSuccessThatNothingEncodesMayHoldLists() {
        reader.askForLists(List.of("tools/list"));
        WrittenLists asked = new WrittenLists(lists, reader);

        assertThat(asked.mayBeIn(new SampleResponse(200).with("Content-Type", "Application/JSON;charset=utf-8")))
                .isTrue();
        assertThat(asked.mayBeIn(new SampleResponse(200)
                        .with("Content-Type", "application/json")
                        .with("Content-Encoding", "Identity")))
                .isTrue();
        assertThat(asked.mayBeIn(new SampleResponse(200).with("Content-Type", "text/event-stream")))
                .isFalse();
        assertThat(asked.mayBeIn(new SampleResponse(200).with("Content-Length", "12")))
                .isFalse();
        assertThat(asked.mayBeIn(new SampleResponse(200)
                        .with("Content-Type", "application/json")
                        .with("Content-Encoding", "gzip")))
                .isFalse();
        for (int status : new int[] {101, 204, 205, 304, 400, 500}) {
            assertThat(asked.mayBeIn(new SampleResponse(status).with("Content-Type", "application/json")))
                    .as("status %d", status)
                    .isFalse();
        }
        assertThat(asked.mayBeIn(new SampleResponse(202).with("Content-Type", "application/json")))
                .isTrue();
        reader.askForLists(List.of());
        assertThat(asked.mayBeIn(new SampleResponse(200).with("Content-Type", "application/json")))
                .isFalse();
    }

    /** The JDK's server lets another thread answer when the handler has returned, and runs nothing for the caller then. */
    @Test
    void listOfARequestThatHasLeftItsDoorIsStillItsCallers() {
        reader.close();

        assertThat(shown("tools/list", "{\"result\":{\"tools\":[{\"name\":\"write\"},{\"name\":\"read\"}]}}"))
                .isEqualTo("{\"result\":{\"tools\":[{\"name\":\"read\"}]}}");
    }

    @Test
    void bodyIsKeptAsLongAsThereIsRoom() {
        reader.askForLists(List.of("tools/list"));
        WrittenBody body = new WrittenBody(new WrittenLists(lists, reader));
        byte[] answer = "{\"result\":{\"tools\":[{\"name\":\"write\"}]}}".getBytes(StandardCharsets.UTF_8);

        assertThat(body.add(answer, 0, 10)).isTrue();
        assertThat(body.add(answer, 10, answer.length - 10)).isTrue();
        assertThat(body.takeShown()).asString(StandardCharsets.UTF_8).isEqualTo("{\"result\":{\"tools\":[]}}");
        assertThat(body.size()).isZero();
        byte[] most = new byte[WrittenLists.MOST];
        assertThat(body.add(most, 0, most.length)).isTrue();
        assertThat(body.add(answer, 0, 1)).isFalse();
        assertThat(body.take()).isEqualTo(most);
    }

    private String shown(String method, String body) {
        reader.askForLists(List.of(method));
        return new String(
                new WrittenLists(lists, reader).shown(body.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
