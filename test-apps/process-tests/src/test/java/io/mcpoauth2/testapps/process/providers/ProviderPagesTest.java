package io.mcpoauth2.testapps.process.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.process.docs.Fence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of docs/providers are of one shape, and no block of settings on them goes untested. */
class ProviderPagesTest {
    private static final List<String> PARTS = List.of(
            "## Set-up there", "## " + Shape.MAIN, "## How its tokens look", "## Pitfalls", "## " + QuotedLine.HEADING);

    private static final String FENCE = "```";
    private static final int MOST_LINES = 90;

    static List<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(Fence.page("providers"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageHasTheFivePartsInTheirOrder(String page) throws IOException {
        List<String> lines = Files.readAllLines(Fence.page("providers/" + page));

        assertThat(lines.get(0)).startsWith("# ");
        assertThat(lines.stream().filter(line -> line.startsWith("# "))).hasSize(1);
        assertThat(lines.stream().filter(line -> line.startsWith("## "))).isEqualTo(PARTS);
        assertThat(lines).hasSizeLessThan(MOST_LINES);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void settingsStandInTheirPartAlone(String page) throws IOException {
        String part = "";
        for (String line : Files.readAllLines(Fence.page("providers/" + page))) {
            part = line.startsWith("## ") ? line : part;
            if (line.equals(FENCE + "json") || line.startsWith("### ")) {
                assertThat(part).as(line).isEqualTo("## " + Shape.MAIN);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockOfSettingsHasTokensThatAreAcceptedAndRefused(String page) {
        List<Shape> shapes = shapesOf(page);

        assertThat(shapes.stream().map(Shape::heading))
                .containsExactlyInAnyOrderElementsOf(Fence.ofPage("providers/" + page).stream()
                        .filter(fence -> fence.language().equals("json"))
                        .map(Fence::heading)
                        .toList());
        assertThat(shapes)
                .allMatch(shape ->
                        shape.cases().stream().anyMatch(one -> one.caller().isPresent()))
                .allMatch(shape ->
                        shape.cases().stream().anyMatch(one -> one.caller().isEmpty()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void lineOfOneRefusalIsShown(String page) {
        assertThat(shapesOf(page).stream()
                        .flatMap(shape -> shape.cases().stream())
                        .filter(Case::quoted))
                .hasSize(1);
    }

    @Test
    void indexLinksEveryPage() throws IOException {
        String index = Files.readString(Fence.page("providers.md"));

        assertThat(pages()).isNotEmpty().allMatch(page -> index.contains("](providers/" + page + ")"));
    }

    private static List<Shape> shapesOf(String page) {
        return Shapes.all()
                .filter(shape -> shape.page().equals("providers/" + page))
                .toList();
    }
}
