package io.mcpoauth2.testapps.process.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Dockerfile of the documentation makes: of its grammar as much as the documentation needs.
 *
 * @param copied files of the build's context, by the folder that they are copied to
 * @param environment what {@code ENV} sets, the later of two values
 * @param command the entry point, which no shell reads
 */
record ContainerImage(Map<String, List<String>> copied, Map<String, String> environment, List<String> command) {
    private static final Pattern VARIABLE = Pattern.compile("([A-Z][A-Z0-9_]*)=\"([^\"]*)\"\\s*");
    private static final Pattern REFERENCE = Pattern.compile("\\$([A-Z][A-Z0-9_]*)");

    /** @throws IllegalArgumentException if a line is no instruction that is known here */
    static ContainerImage of(String dockerfile) {
        ContainerImage image = new ContainerImage(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        List<String> instructions =
                dockerfile.replaceAll("\\\\\n\\s*", "").lines().toList();
        if (!instructions.get(0).matches("FROM [a-z0-9./-]+:[a-z0-9.-]+")) {
            throw new IllegalArgumentException("The first instruction names no image: " + instructions.get(0));
        }
        instructions.stream().skip(1).forEach(image::add);
        return image;
    }

    private void add(String line) {
        String[] parts = line.split(" ", 2);
        switch (parts[0]) {
            case "COPY" -> copy(List.of(parts[1].split(" ")));
            case "ENV" -> set(parts[1]);
            case "EXPOSE" -> Integer.parseInt(parts[1]);
            case "ENTRYPOINT" -> command.addAll(array(parts[1]));
            default -> throw new IllegalArgumentException("No instruction: " + line);
        }
    }

    private void copy(List<String> words) {
        String folder = words.get(words.size() - 1);
        if (words.size() < 2 || !folder.startsWith("/") || !folder.endsWith("/")) {
            throw new IllegalArgumentException("COPY names no folder behind its files: " + words);
        }
        copied.computeIfAbsent(folder, none -> new ArrayList<>()).addAll(words.subList(0, words.size() - 1));
    }

    /** All variables of one instruction see the values from before it. */
    private void set(String variables) {
        Map<String, String> before = Map.copyOf(environment);
        Matcher variable = VARIABLE.matcher(variables);
        int end = 0;
        while (variable.find() && variable.start() == end) {
            String value = REFERENCE
                    .matcher(variable.group(2))
                    .replaceAll(name -> Matcher.quoteReplacement(before.getOrDefault(name.group(1), "")));
            environment.put(variable.group(1), value);
            end = variable.end();
        }
        if (end == 0 || end < variables.length()) {
            throw new IllegalArgumentException("ENV has something else than NAME=\"value\": " + variables);
        }
    }

    private static List<String> array(String json) {
        try {
            return List.of(new ObjectMapper().readValue(json, String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("ENTRYPOINT is read by a shell: " + json, e);
        }
    }
}
