package io.mcpoauth2.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentationTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "configuration.md");

    @Test
    void tableHasTheKeysDefaultsAndValuesOfTheCodeInItsOrder() throws IOException {
        List<List<String>> documented = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("| `")) {
                List<String> cells = List.of(line.split("\\|"));
                documented.add(List.of(
                        cells.get(1).strip(), cells.get(2).strip(), cells.get(3).strip()));
            }
        }
        List<List<String>> keys = new ArrayList<>();
        for (Key key : Key.values()) {
            keys.add(List.of("`" + key.text() + "`", key.byDefault(), key.accepts()));
        }
        assertThat(documented).isEqualTo(keys);
    }

    @Test
    void errorReportOfThePageIsTheOneThatIsMade() throws IOException {
        SettingsResult result = Given.nothing()
                .argument("isuer=https://issuer.example,audience=https://server.example/mcp")
                .environment("OAUTH2_JWKS_CACHE_TTL", "soon")
                .read();
        assertThat(Files.readString(PAGE))
                .contains("```console\n[mcp-oauth2-agent] ERROR " + String.join("\n", result.render()) + "\n```");
    }
}
