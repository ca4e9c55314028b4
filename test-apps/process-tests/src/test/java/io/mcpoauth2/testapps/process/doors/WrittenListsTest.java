package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists that an application writes by itself, by whatever its server offers for it. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class WrittenListsTest extends DoorTest {
    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    WrittenListsTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> servers() {
        Stream<ServerSpec> withoutFramework =
                ServerSpec.isEverything() ? Stream.empty() : ServerSpec.each(ServerKind.JDK_HTTP);
        return Stream.concat(ListsTest.servers(), withoutFramework.map(ListsTest::showing));
    }

    @Test
    @DisplayName("R36: a list that is written by hand is shown as one of a framework's is")
    void callerIsListedWhatItMayUse() {
        JsonNode shown = written("files:read", "files:list");

        assertThat(shown.findValuesAsText("name")).containsExactly("echo", "count");
        assertThat(shown.at("/0/securitySchemes/0/scopes/1").asText()).isEqualTo("files:list");
        assertThat(shown.at("/0/_meta/securitySchemes/0/scopes/1").asText()).isEqualTo("files:list");
        assertThat(shown.at("/0/inputSchema/type").asText()).isEqualTo("object");
        assertThat(written("math").findValuesAsText("name")).containsExactly("add", "count");
    }

    /** Which only servlets have: another thread answers by it, and not by theirs. */
    @Test
    void listThatIsWrittenToTheContainersResponseIsShownToo() {
        assertThat(writtenAt("/tasks?original", "math").findValuesAsText("name"))
                .containsExactly("add", "count");
    }

    @Test
    void answersHaveTheirOwnLengthsAndAllOthersStayAsTheyAre() throws IOException {
        String token = servers.bearer("alice");
        try (RawHttp connection = RawHttp.connect(server.port(), TimeLimit.OF_A_WAIT)) {
            for (int i = 0; i < 3; i++) {
                HttpAnswer list = exchange(connection, LIST, token, Messages.ACCEPT);
                assertThat(list.json().findValuesAsText("name")).containsExactly("count");
                HttpAnswer other = exchange(connection, PING, token, Messages.ACCEPT);
                assertThat(other.body())
                        .isEqualTo(
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"taskId\":\"t\",\"status\":\"completed\"}}");
                HttpAnswer stream = exchange(connection, LIST, token, "Accept: text/event-stream");
                assertThat(stream.body()).contains(": hello", "\"echo\"", "\"add\"", "\"count\"");
            }
        }
    }

    private static HttpAnswer exchange(RawHttp connection, String message, String token, String accept)
            throws IOException {
        connection.write(TestServer.request("POST", "/tasks", message, token, Messages.JSON, accept)
                .getBytes(StandardCharsets.ISO_8859_1));
        return connection.read(false);
    }

    private JsonNode written(String... scopes) {
        return writtenAt("/tasks", scopes);
    }

    private JsonNode writtenAt(String target, String... scopes) {
        return server.sendBody("POST", target, LIST, servers.bearer("alice", scopes), Messages.JSON, Messages.ACCEPT)
                .json()
                .at("/result/tools");
    }
}
