package io.mcpoauth2.agent.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.mcp.JsonRpcMessage.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRpcReaderTest {
    private final JsonRpcReader reader = new JsonRpcReader(1 << 20);

    @Test
    void requestTellsWhatItAsksFor() throws MalformedJsonException {
        assertThat(only("""
                {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"a","arguments":{"name":"b","n":1.5e3},
                 "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","progressToken":1}}}
                """))
                .isEqualTo(new JsonRpcMessage(
                        Kind.REQUEST,
                        "tools/call",
                        "a",
                        null,
                        "7",
                        Map.of("io.modelcontextprotocol/protocolVersion", "2026-07-28"),
                        TaskUse.NONE));
    }

    @Test
    @DisplayName("J3: names are compared after decoding")
    void escapesAreDecoded() throws MalformedJsonException {
        JsonRpcMessage message = only(
                "{\"\\u006dethod\":\"tools\\/call\",\"params\":{\"na\\u006de\":\"\\u0061dmin\"},\"id\":\"a\\\"\"}");

        assertThat(message.method()).isEqualTo("tools/call");
        assertThat(message.name()).isEqualTo("admin");
        assertThat(message.id()).isEqualTo("\"a\\\"\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Method\":\"tools/call\",\"params\":{\"name\":\"a\"}} | OTHER",
                "{\"method \":\"tools/call\"} | OTHER",
                "{\"method\":[\"tools/call\"]} | OTHER",
                "{\"method\":null,\"result\":{}} | OTHER",
                "{\"Method\":\"tools/call\",\"result\":{}} | OTHER",
                "{} | OTHER",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"method\":\"tools/call\"}} | RESPONSE",
                "{\"id\":1,\"error\":{\"code\":1}} | RESPONSE",
                "{\"method\":\"notifications/initialized\"} | NOTIFICATION",
                "{\"method\":\"ping\",\"id\":null} | NOTIFICATION",
                "{\"method\":\"ping\",\"id\":\"\"} | REQUEST"
            })
    @DisplayName("J4, J12: look-alikes are none of a rule's names")
    void kindIsWhatTheMembersSay(String json, Kind kind) throws MalformedJsonException {
        assertThat(only(json).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"method\":\"m\",\"params\":{\"name\":[\"a\"]}}",
                "{\"method\":\"m\",\"params\":{\"name\":{\"name\":\"a\"}}}",
                "{\"method\":\"m\",\"params\":{\"Name\":\"a\",\"name \":\"a\",\"_meta\":{\"name\":\"a\"}}}",
                "{\"method\":\"m\",\"params\":{\"arguments\":{\"name\":\"a\"},\"ref\":{\"name\":\"a\"}}}",
                "{\"method\":\"m\",\"params\":[{\"name\":\"a\"}]}",
                "{\"method\":\"m\",\"name\":\"a\"}"
            })
    @DisplayName("J4, J11: a name counts at its own place only, and as a string")
    void decoysAreNoNames(String json) throws MalformedJsonException {
        assertThat(only(json).name()).isNull();
    }

    @Test
    void completionIsAboutItsReference() throws MalformedJsonException {
        assertThat(only("{\"method\":\"completion/complete\",\"params\":{\"name\":\"x\",\"ref\":{\"name\":\"p\"}}}")
                        .name())
                .isEqualTo("p");
        assertThat(only("{\"method\":\"completion/complete\",\"params\":{\"ref\":{\"uri\":\"u:{a}\"}}}")
                        .uri())
                .isEqualTo("u:{a}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "\"x\"",
                "null",
                "[]",
                "[1]",
                "[[{}]]",
                "[{},]",
                "{}{}",
                "{} x",
                "{\"method\":\"a\",\"method\":\"b\"}",
                "{\"method\":\"a\",\"m\\u0065thod\":\"b\"}",
                "{\"params\":{\"name\":\"a\",\"name\":\"b\"}}",
                "{\"params\":{\"arguments\":{\"a\":1,\"a\":2}}}",
                "{\"params\":{},\"params\":{}}",
                "{\"id\":1e999999}",
                "{\"params\":{\"arguments\":{\"n\":1e999999}}}",
                "{\"params\":{\"arguments\":{\"n\":NaN}}}",
                "{\"params\":{\"arguments\":{\"n\":\"\\ud800\"}}}",
                "{\"params\":{\"arguments\":{\"\\ud800\":1}}}",
                "{\"params\":{\"arguments\":",
                "{\"method\":",
                "{\"method\"",
                "\ufeff{}"
            })
    @DisplayName("J2, J7, J10: what can be read in several ways, or not at all, is refused")
    void ambiguousDocumentsAreRefused(String json) {
        assertThatThrownBy(() -> reader.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedJsonException.class);
    }

    @Test
    @DisplayName("J7, J10: other encodings and any depth are refused")
    void encodingsAndDepthAreRefused() {
        String deep = "{\"params\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatThrownBy(() -> reader.read(deep.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> reader.read("{\"method\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> reader.read("{}".getBytes(StandardCharsets.UTF_16)))
                .isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void batchHoldsAtMostAThousandMessages() throws MalformedJsonException {
        String one = "{\"method\":\"ping\",\"id\":1}";
        String thousand = (one + ',').repeat(999) + one;

        assertThat(reader.read(('[' + thousand + ']').getBytes(StandardCharsets.UTF_8))
                        .messages())
                .hasSize(1_000);
        assertThatThrownBy(() -> reader.read(('[' + thousand + ',' + one + ']').getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedJsonException.class);
    }

    private JsonRpcMessage only(String json) throws MalformedJsonException {
        JsonRpcReader.Body body = reader.read(json.getBytes(StandardCharsets.UTF_8));
        assertThat(body.batch()).isFalse();
        return body.messages().get(0);
    }
}
