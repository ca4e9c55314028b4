package io.mcpoauth2.testapps.process.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README and docs say about commands, messages and each other. */
class PagesTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern MODULE =
            Pattern.compile("mvn (?:-q|-P(?<profile>\\S+)) -pl (?<module>\\S+)( -am verify| spotless:apply)");
    private static final Pattern QUOTED_HEADING = Pattern.compile("## \"(.+)\"");

    /** From the JVM, not from us. */
    private static final String CDS_WARNING = "bootstrap classpath has been appended";

    @Test
    void readmesTwoMavenCommandsAreRunByCi() {
        assertThat(mavenCommands("README.md")).hasSize(2).isSubsetOf(MavenCommands.ofCi());
    }

    @Test
    void contributorsAreToldTheOtherMavenCommandsOfCi() {
        List<String> others = new ArrayList<>(MavenCommands.ofCi());
        others.removeAll(mavenCommands("README.md"));

        assertThat(others).isNotEmpty().isSubsetOf(mavenCommands("CONTRIBUTING.md"));
    }

    /** It is built by CI from what README's command has installed. */
    @Test
    void projectThatLinksTheApiDoesSoAsReadmeSays() {
        String snippet = Fence.of("xml").stream()
                .filter(fence -> fence.place().startsWith("README.md:"))
                .map(fence -> withoutSpace(fence.text()))
                .findFirst()
                .orElseThrow();

        assertThat(withoutSpace(String.join(
                        "\n", Fence.lines(Fence.ROOT.resolve(Path.of("test-apps", "api-user", "pom.xml"))))))
                .contains(snippet);
    }

    @Test
    void otherMavenCommandsBuildModulesThatExist() {
        List<String> commands = mavenBlocks()
                .flatMap(fence -> MavenCommands.in(fence).stream())
                .filter(command -> !MavenCommands.ofCi().contains(command))
                .toList();

        assertThat(commands).isNotEmpty().allSatisfy(command -> {
            Matcher module = MODULE.matcher(command);
            assertThat(module.matches()).as(command).isTrue();
            Path pom = Fence.ROOT.resolve(module.group("module")).resolve("pom.xml");
            assertThat(pom).exists();
            if (module.group("profile") != null) {
                Path parent = Fence.ROOT.resolve("pom.xml");
                assertThat(String.join("", Fence.lines(pom)) + String.join("", Fence.lines(parent)))
                        .contains("<id>" + module.group("profile") + "</id>");
            }
        });
    }

    @Test
    void linksLeadToPagesAndHeadingsThatExist() {
        List<String> dead = new ArrayList<>();
        for (Path page : Fence.pages()) {
            for (String line : Fence.lines(page)) {
                Matcher link = LINK.matcher(line);
                while (link.find()) {
                    if (!leadsSomewhere(page, link.group(1))) {
                        dead.add(page + ": " + link.group(1));
                    }
                }
            }
        }

        assertThat(dead).isEmpty();
    }

    @Test
    void messagesThatTroubleshootingExplainsStandInTheCode() throws IOException {
        String code = sources();
        List<String> messages = Fence.lines(Fence.ROOT.resolve("docs").resolve("troubleshooting.md")).stream()
                .map(QUOTED_HEADING::matcher)
                .filter(Matcher::matches)
                .map(heading -> heading.group(1))
                .filter(message -> !message.equals(CDS_WARNING))
                .toList();

        assertThat(messages)
                .hasSizeGreaterThan(10)
                .allSatisfy(message -> assertThat(code).contains(message));
    }

    private static List<String> mavenCommands(String page) {
        return mavenBlocks()
                .filter(fence -> fence.place().startsWith(page + ":"))
                .flatMap(fence -> MavenCommands.in(fence).stream())
                .toList();
    }

    private static Stream<Fence> mavenBlocks() {
        return Fence.of("shell").stream().filter(MavenCommands::isMaven);
    }

    private static String withoutSpace(String xml) {
        return xml.replaceAll("\\s", "");
    }

    private static boolean leadsSomewhere(Path page, String target) {
        if (target.startsWith("https://")) {
            return true; // Not ours to keep.
        }
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path linked = file.isEmpty() ? page : page.resolveSibling(file);
        return Files.exists(linked) && (hash < 0 || anchors(linked).contains(target.substring(hash + 1)));
    }

    /** As the forge makes them of headings: lower case, without punctuation, hyphens for spaces. */
    private static List<String> anchors(Path page) {
        return Fence.lines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(title -> title.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
                .toList();
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Fence.ROOT.resolve("agent"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("main"))
                    .map(file -> String.join("\n", Fence.lines(file)))
                    .collect(Collectors.joining("\n"));
        }
    }
}
