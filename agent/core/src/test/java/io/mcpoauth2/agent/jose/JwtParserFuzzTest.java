package io.mcpoauth2.agent.jose;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

/** Tokens of any bytes. */
class JwtParserFuzzTest {
    private final JwtParser parser = new JwtParser(16384);

    @DisplayName("A8 to A13 what is read as a token has one spelling, and another reader of JSON reads the same")
    @FuzzTest(maxDuration = "10s")
    void whatIsReadHasOneSpelling(byte[] token) {
        String text = new String(token, ISO_8859_1);
        ParsedJwt parsed;
        try {
            parsed = parser.parse(text);
        } catch (MalformedTokenException e) {
            return;
        }
        String input = new String(parsed.signingInput(), ISO_8859_1);
        assertThat(input + "." + Base64Url.encode(parsed.signature())).isEqualTo(text);
        String[] segments = input.split("\\.", -1);
        assertThat(segments).hasSize(2);
        JsonNode header = JsonOracle.read(Base64Url.decode(segments[0]).orElseThrow());
        assertThat(header.required("alg").textValue()).isEqualTo(parsed.algorithm());
        assertThat(Optional.ofNullable(header.get("typ")).map(JsonNode::textValue))
                .isEqualTo(parsed.type());
        assertThat(Optional.ofNullable(header.get("kid")).map(JsonNode::textValue))
                .isEqualTo(parsed.kid());
        assertThat(header.fieldNames()).toIterable().doesNotContain("crit", "b64");
        assertThat(JsonOracle.areEqual(
                        parsed.claims(),
                        JsonOracle.read(Base64Url.decode(segments[1]).orElseThrow())))
                .isTrue();
    }
}
