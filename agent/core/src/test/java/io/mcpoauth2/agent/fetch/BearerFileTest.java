package io.mcpoauth2.agent.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerFileTest {
    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private BearerFile bearer = new BearerFile(new LocalFile("", file, 0));

    @BeforeEach
    void name() {
        file = folder.resolve("token");
        bearer = new BearerFile(new LocalFile("jwks_bearer_file", file, 100));
    }

    @Test
    void tokenIsReadEachTimeWithoutSpaceAroundIt() throws IOException {
        Files.writeString(file, "first\n");
        assertThat(bearer.authorization()).isEqualTo("Bearer first");
        Files.writeString(file, "\r\n\t second~! \n\n");
        assertThat(bearer.authorization()).isEqualTo("Bearer second~!");
        Files.writeString(file, "x".repeat(100));
        assertThat(bearer.authorization()).hasSize(107);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \n",
                "se cret",
                "se\ncret",
                "se\r\nX-Header: cret",
                "s\u00e9cret",
                "se\u0000cret",
                "\ufeffsecret"
            })
    void anythingElseThanOneTokenIsRefused(String content) throws IOException {
        Files.write(file, content.getBytes(StandardCharsets.UTF_8));
        assertFails();
    }

    @Test
    void longFileAndMissingFileAreRefused() throws IOException {
        assertFails();
        Files.writeString(file, "secret" + "x".repeat(95));
        assertFails();
    }

    private void assertFails() {
        assertThatThrownBy(bearer::authorization)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("jwks_bearer_file")
                .hasMessageNotContaining("cret")
                .hasMessageNotContaining(folder.toString());
    }
}
