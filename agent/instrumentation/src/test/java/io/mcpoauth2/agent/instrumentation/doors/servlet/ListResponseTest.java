package io.mcpoauth2.agent.instrumentation.doors.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.PolicySettings;
import io.mcpoauth2.agent.config.ShownLists;
import io.mcpoauth2.agent.door.McpLists;
import io.mcpoauth2.agent.mcp.AdvertisedScopes;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.UserKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of a servlet's answer to a request for a list. */
class ListResponseTest {
    private static final String LIST = "{\"result\":{\"tools\":[{\"name\":\"secret\"},{\"name\":\"\u4e16\"}]}}";
    private static final String SHOWN = "{\"result\":{\"tools\":[{\"name\":\"\u4e16\"}]}}";

    private final SentResponse sent = new SentResponse();

    @BeforeEach
    void askForAList() {
        Access access = new Access(PolicySettings.NONE);
        access.handlers().add("tools/call", "secret", Set.of("another"), Set.of());
        new McpLists(
                        () -> {
                            throw new AssertionError("not asked for");
                        },
                        access,
                        new ShownLists(true, false),
                        new AdvertisedScopes(""))
                .install();
        RequestIdentity caller = new RequestIdentity(Map.of(UserKeys.SCOPES, Set.of(), UserKeys.ROLES, Set.of()));
        caller.askForLists(List.of("tools/list"));
        Carrier.swap(caller);
    }

    @AfterEach
    void leaveNothingOnTheThread() {
        Carrier.swap(null);
    }

    @Test
    @DisplayName("a list is held back, whatever is flushed, and sent changed with its own length")
    void listIsSentWhenItIsWhole() throws IOException {
        ListResponse response = response("application/json;charset=UTF-8");
        response.setHeader("content-length", "66");
        response.getOutputStream().write(LIST.getBytes(StandardCharsets.UTF_8));
        response.getOutputStream().flush();
        response.flushBuffer();
        assertThat(sent.body()).isEmpty();

        response.end();

        assertThat(sent.body()).isEqualTo(SHOWN);
        assertThat(sent.length()).isEqualTo(SHOWN.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void listOfAnotherThreadIsSentWithItsLastByte() throws IOException {
        ListResponse response = response("application/json");
        response.goOn();
        for (int i = 0; i < LIST.length(); i++) {
            assertThat(sent.body()).isEmpty();
            response.getWriter().write(LIST.charAt(i));
        }
        assertThat(sent.body()).isEqualTo(SHOWN);
    }

    @Test
    @DisplayName("what is no JSON goes on as it comes, with the length that it was given")
    void anythingElsePasses() throws IOException {
        ListResponse response = response("text/event-stream");
        response.setContentLength(7);
        response.getOutputStream().write("data: ".getBytes(StandardCharsets.UTF_8));

        assertThat(sent.body()).isEqualTo("data: ");
        assertThat(sent.length()).isEqualTo(7);
        response.getOutputStream().write('x');
        response.end();
        assertThat(sent.body()).isEqualTo("data: x");
    }

    @Test
    void errorDropsWhatWasWritten() throws IOException {
        ListResponse response = response("application/json");
        response.getOutputStream().write(LIST.getBytes(StandardCharsets.UTF_8));

        response.sendError(500);
        response.end();

        assertThat(sent.body()).isEmpty();
        assertThat(sent.error()).isEqualTo(500);
    }

    @Test
    void lengthThatIsNoneIsTheContainersToJudge() throws IOException {
        ListResponse response = response("application/json");

        response.setHeader("Content-Length", "many");

        assertThat(sent.headers()).containsEntry("Content-Length", "many");
    }

    @Test
    void requestForAnythingElseHasItsOwnResponse() {
        Carrier.swap(new RequestIdentity(Map.of()));

        assertThat(ListResponse.of(sent.response())).isNull();
    }

    private ListResponse response(String type) {
        sent.response().setContentType(type);
        ListResponse response = Objects.requireNonNull(ListResponse.of(sent.response()));
        assertThat(ListResponse.of(response)).isNull(); // Of a servlet within it.
        return response;
    }
}
