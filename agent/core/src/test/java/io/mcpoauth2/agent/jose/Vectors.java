package io.mcpoauth2.agent.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The test vectors of others, read in place from the folder that the system property {@code vectors.dir} names.
 *
 * <p>This is the one place that decides what happens where that folder is absent: the test is skipped.
 */
public final class Vectors {
    private static final String PROPERTY = "vectors.dir";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Vectors() {}

    /**
     * A case of a Wycheproof file.
     *
     * @param group what it shares with others, such as the key
     */
    public record Case(JsonNode group, JsonNode test) {
        /** Unique in its file. */
        public int id() {
            return test.required("tcId").asInt();
        }

        /** "valid", "invalid" or "acceptable". */
        public String result() {
            return test.required("result").asText();
        }

        /** The member, never absent. */
        public String text(String name) {
            return test.required(name).asText();
        }
    }

    /**
     * All cases of a file of the folder wycheproof.
     *
     * @param number how many there must be
     */
    public static List<Case> wycheproof(String name, int number) {
        JsonNode file = json("wycheproof/" + name);
        List<Case> cases = new ArrayList<>();
        for (JsonNode group : file.required("testGroups")) {
            for (JsonNode test : group.required("tests")) {
                cases.add(new Case(group, test));
            }
        }
        assertThat(cases).as(name).hasSize(number);
        assertThat(cases).as(name).extracting(Case::id).doesNotHaveDuplicates();
        return cases;
    }

    public static JsonNode json(String path) {
        try {
            return MAPPER.readTree(bytes(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(String path) {
        try {
            return Files.readAllBytes(folder().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The names of the JSON files of a folder, in order.
     *
     * @param number how many there must be
     */
    public static List<String> names(String path, int number) {
        try (Stream<Path> files = Files.list(folder().resolve(path))) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
            assertThat(names).as(path).hasSize(number);
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        Path folder = Path.of(System.getProperty(PROPERTY, ""));
        assumeTrue(
                Files.isDirectory(folder.resolve("wycheproof")),
                () -> "there are no test vectors in [" + folder + "]; name their folder with -D" + PROPERTY);
        return folder;
    }
}
