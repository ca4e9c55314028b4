package io.mcpoauth2.agent.instrumentation.releases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The releases of {@code releases.txt}, which Maven fetches, all at once. */
public final class Releases {
    private static final Path LIST = Path.of("src/test/resources/releases.txt");
    private static final Path HOME = Path.of("target/releases");

    private static final Map<String, List<Release>> FETCHED = new LinkedHashMap<>();

    private Releases() {}

    /** The releases of families whose names begin so, in the order of the list; never none. */
    public static synchronized Stream<Release> of(String families) {
        if (FETCHED.isEmpty()) {
            fetch();
        }
        List<Release> found = new ArrayList<>();
        FETCHED.forEach((family, releases) -> {
            if (family.startsWith(families)) {
                found.addAll(releases);
            }
        });
        if (found.isEmpty()) {
            throw new IllegalArgumentException("releases.txt has no " + families);
        }
        return found.stream();
    }

    private static void fetch() {
        StringBuilder items = new StringBuilder();
        try {
            for (String line : Files.readAllLines(LIST)) {
                if (!line.startsWith("#")) {
                    read(line.split(" \\| ", -1), items);
                }
            }
            Files.createDirectories(HOME);
            Path project = Files.writeString(HOME.resolve("pom.xml"), project(items));
            Process maven = new ProcessBuilder(
                            Path.of(System.getProperty("maven.home"), "bin", "mvn")
                                    .toString(),
                            "-B",
                            "-q",
                            "-f",
                            project.toString(),
                            "dependency:copy")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(maven.getInputStream().readAllBytes(), UTF_8);
            if (maven.waitFor() != 0) {
                throw new IllegalStateException("Maven cannot fetch the releases: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void read(String[] line, StringBuilder items) {
        String family = line[0];
        Path beside = HOME.resolve(family + "-beside");
        List<Path> shared = line[2].isEmpty() ? List.of() : List.of(beside.toAbsolutePath());
        for (String artifact : line[2].isEmpty() ? new String[0] : line[2].split(" ", -1)) {
            items.append(item(artifact, beside));
        }
        List<Release> releases = new ArrayList<>();
        for (String version : line[3].split(" ", -1)) {
            Path folder = HOME.resolve(family + '-' + version);
            for (String artifact : line[1].split(" ", -1)) {
                items.append(item(artifact + ':' + version, folder));
            }
            List<Path> folders = new ArrayList<>(shared);
            folders.add(folder);
            releases.add(new Release(family, version, folders));
        }
        FETCHED.put(family, releases);
    }

    private static String item(String coordinates, Path folder) {
        String[] parts = coordinates.split(":", -1);
        return """
                <artifactItem>
                  <groupId>%s</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                  <outputDirectory>%s</outputDirectory>
                </artifactItem>
                """.formatted(parts[0], parts[1], parts[2], folder.toAbsolutePath());
    }

    private static String project(CharSequence items) {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>io.mcpoauth2</groupId>
                  <artifactId>releases</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>org.apache.maven.plugins</groupId>
                        <artifactId>maven-dependency-plugin</artifactId>
                        <version>%s</version>
                        <configuration>
                          <artifactItems>
                %s
                          </artifactItems>
                        </configuration>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """.formatted(System.getProperty("dependency-plugin.version"), items);
    }
}
