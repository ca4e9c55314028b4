package io.mcpoauth2.agent.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a line about a refused token shows of it. */
class RefusalLogTest {
    private final TestValidator validator = new TestValidator();

    @Test
    void lineNamesTheCheckAndWhatMayBeShown() {
        validator.refuses(TestToken.valid().claim("aud", "\"other\""), "Invalid audience");
        assertThat(validator.log())
                .contains("token refused, audience: Invalid audience: Expected audience: https://mcp.example/mcp;"
                        + " alg ED25519 (kid ed), iss https://as.example, aud other, exp 2026-05-04T12:05:00Z");
    }

    @Test
    void lineOfWhatCannotBeReadNamesTheCheck() {
        validator.refuses("x", "Malformed token");
        assertThat(validator.log()).contains("token refused, structure: Malformed token: ");
    }

    @Test
    void lineOfATokenThatIsTooLargeNamesTheCheck() {
        validator.refuses("x".repeat(TestValidator.MAX_TOKEN_SIZE + 1), "Token too large");
        assertThat(validator.log()).contains("token refused, ");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "\"azAZ09-._~:/\" | azAZ09-._~:/",
                "\"a@b\" | of 3 characters, not shown",
                "\"a[b\" | of 3 characters, not shown",
                "\"a`b\" | of 3 characters, not shown",
                "\"a{b\" | of 3 characters, not shown",
                "\"a;b\" | of 3 characters, not shown",
                "\"a b\" | of 3 characters, not shown",
                "\"a\\nb\" | of 3 characters, not shown",
                "\"eyJhbGci\" | of 8 characters, not shown",
                "\"\" | of 0 characters, not shown",
                "5 | no text",
                "null | missing",
                "[] | []",
                "[\"one\"] | one,",
                "[\"one\",\"two\"] | one and others",
                "[5] | no text"
            },
            delimiter = '|')
    void audienceIsShownIfItIsPlain(String audience, String shown) {
        validator.refuses(TestToken.valid().claim("aud", audience), "Invalid audience");
        assertThat(validator.log()).contains(", aud " + shown);
    }

    @Test
    void longTextIsNotShown() {
        validator.refuses(TestToken.valid().claim("aud", "\"" + "a".repeat(200) + "\""), "Invalid audience");
        assertThat(validator.log()).contains(", aud " + "a".repeat(200) + ", exp");
        validator.refuses(TestToken.valid().claim("aud", "\"" + "b".repeat(201) + "\""), "Invalid audience");
        assertThat(validator.log()).contains(", aud of 201 characters, not shown");
    }

    @Test
    void withoutDebugNothingIsSaid() {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        new RefusalLog(new AgentLog(new PrintStream(lines, true, UTF_8), AgentLog.Level.INFO))
                .refused(TokenFaults.SIGNATURE, null);
        assertThat(lines.toString(UTF_8)).isEmpty();
    }
}
