package io.mcpoauth2.testapps.process.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A block of code in a page of the documentation.
 *
 * @param place page and line, for messages
 * @param heading the text of the heading above it; empty if none is
 * @param language what stands behind the opening backticks; empty if nothing does
 */
public record Fence(String place, String heading, String language, String text) {
    static final Path ROOT = Path.of("..", "..");

    private static final String MARK = "```";

    /** All pages there are. */
    static List<Path> pages() {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Fence> all() {
        return pages().stream().flatMap(page -> in(page).stream()).toList();
    }

    static List<Fence> of(String language) {
        return all().stream().filter(fence -> fence.language.equals(language)).toList();
    }

    /** The blocks of a page in the folder {@code docs}. */
    public static List<Fence> ofPage(String name) {
        return in(page(name));
    }

    /** A page in the folder {@code docs}. */
    public static Path page(String name) {
        return ROOT.resolve("docs").resolve(name);
    }

    private static List<Fence> in(Path page) {
        List<Fence> fences = new ArrayList<>();
        List<String> lines = lines(page);
        int start = -1;
        String heading = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.strip().startsWith(MARK)) {
                heading = start < 0 && line.startsWith("#") ? line.replaceFirst("^#+ ", "") : heading;
                continue;
            }
            if (start < 0) {
                start = i;
            } else {
                String language = lines.get(start).strip().substring(MARK.length());
                String place = ROOT.relativize(page) + ":" + (start + 1);
                fences.add(new Fence(place, heading, language, String.join("\n", lines.subList(start + 1, i))));
                start = -1;
            }
        }
        if (start >= 0) {
            throw new IllegalStateException(page + " has a block that does not end, from line " + (start + 1));
        }
        return fences;
    }

    static List<String> lines(Path page) {
        try {
            return Files.readAllLines(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The place only: it names a test. */
    @Override
    public String toString() {
        return place;
    }
}
