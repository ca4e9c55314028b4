package io.mcpoauth2.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.telemetry.jmx.AgentMXBean;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/configuration.md says is what the code has. */
class DocumentationTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "configuration.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void tableHasTheKeysDefaultsAndValuesOfTheCodeInItsOrder() throws IOException {
        List<List<String>> documented =
                rows("## Settings").stream().map(cells -> cells.subList(0, 3)).toList();
        List<List<String>> keys = Stream.of(Key.values())
                .map(key -> List.of("`" + key.text() + "`", key.byDefault(), key.accepts()))
                .toList();
        assertThat(documented).isEqualTo(keys);
    }

    @Test
    void sectionsAreSaidToHaveTheKeysTheyMayHave() throws IOException {
        List<List<String>> rows = rows("### A section for each issuer");
        assertThat(codes(rows.get(0).get(0))).containsExactlyInAnyOrderElementsOf(keys(Key.Reach.EACH_ISSUER));
        assertThat(codes(rows.get(1).get(0))).containsExactlyInAnyOrderElementsOf(keys(Key.Reach.ONE_ISSUER));
    }

    @Test
    void sectionsOfResourcesAreSaidToHaveTheKeysTheyMayHave() throws IOException {
        List<String> documented = rows("### Several resources").stream()
                .flatMap(cells -> codes(cells.get(0)).stream())
                .toList();
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        ResourcesReader.KEYS.stream().map(Key::text).toList());
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

    @Test
    void denyListOfThePageIsOneThatIsRead() throws IOException {
        String section = String.join("\n", section("## Deny-list"));
        String example = section.substring(section.indexOf("```text\n") + 8, section.lastIndexOf("\n```"));
        DenyEntries entries = DenyEntries.parse(
                example.getBytes(StandardCharsets.UTF_8), List.of("https://login.example.com/realms/acme"));
        assertThat(entries.faultyLines()).isEmpty();
        assertThat(entries.entries())
                .containsExactlyInAnyOrder(
                        new DenyEntries.Entry(DenyEntries.Kind.JTI, "", "0b2e6c5e-6d3f-4a86-9d57-0d0f5c9b0c11"),
                        new DenyEntries.Entry(
                                DenyEntries.Kind.SUB, "https://login.example.com/realms/acme", "248289761001"),
                        new DenyEntries.Entry(DenyEntries.Kind.SUB, "", "alice"));
    }

    @Test
    void whatCanBeObservedIsAllThatThereIs() throws IOException {
        List<String> documented = rows("## What can be observed").stream()
                .flatMap(cells -> codes(cells.get(0)).stream())
                .toList();
        Stream<String> attributes =
                Stream.of(AgentMXBean.class.getMethods()).map(Method::getName).map(name -> name.substring(3));
        Stream<String> reasons = Stream.of(Reason.values())
                .filter(reason -> reason != Reason.ACCEPTED)
                .map(Reason::text);
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(attributes, reasons).toList());
    }

    private static List<String> keys(Key.Reach reach) {
        return Stream.of(Key.values())
                .filter(key -> key.reach() == reach)
                .map(Key::text)
                .toList();
    }

    private static List<String> codes(String text) {
        return CODE.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    /** Of all tables below a heading, the rows that begin with code. */
    private static List<List<String>> rows(String heading) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : section(heading)) {
            if (line.startsWith("| `")) {
                rows.add(Stream.of(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList());
            }
        }
        return rows;
    }

    private static List<String> section(String heading) throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        assertThat(lines).contains(heading);
        List<String> section = new ArrayList<>();
        for (String line : lines.subList(lines.indexOf(heading) + 1, lines.size())) {
            if (line.startsWith("## ")) {
                break;
            }
            section.add(line);
        }
        return section;
    }
}
