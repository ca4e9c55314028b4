package io.mcpoauth2.testapps.process.doors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpoauth2.testapps.harness.HttpAnswer;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a server answered to a sequence of requests, without what differs between two runs of the same server. */
final class Exchanges {
    private static final Set<String> VARYING = Set.of("date", "mcp-session-id");

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final ObjectMapper SORTED =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final Map<String, String> answers = new LinkedHashMap<>();

    /** Adds an answer. */
    void add(String request, HttpAnswer answer) {
        put(request, answer.status() + " " + headers(answer) + "\n" + body(answer));
    }

    /** Adds any outcome. */
    void put(String request, String outcome) {
        answers.put((answers.size() + 1) + " " + request, outcome);
    }

    /** Returns the answers in order, by number and request. */
    Map<String, String> answers() {
        return answers;
    }

    private static Map<String, List<String>> headers(HttpAnswer answer) {
        Map<String, List<String>> headers = new TreeMap<>();
        answer.headers().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean varies = VARYING.contains(lower) || (lower.equals("content-length") && showsStackTrace(answer));
            headers.put(lower, varies ? List.of(values.size() + " times") : values);
        });
        return headers;
    }

    /** The agent's frames are in it. */
    private static boolean showsStackTrace(HttpAnswer answer) {
        return !answer.json().findParents("stackTrace").isEmpty();
    }

    private static String body(HttpAnswer answer) {
        if (answer.json().isMissingNode()) {
            return answer.body();
        }
        JsonNode json = answer.json().deepCopy();
        // The servers keep the arguments of a tool in a map whose order differs from JVM to JVM.
        json.findParents("required").forEach(Exchanges::sortRequired);
        // The SDK shows its exceptions to clients, and Spring tells the time and the request's number.
        for (String varying : List.of("stackTrace", "timestamp", "requestId")) {
            json.findParents(varying).forEach(parent -> ((ObjectNode) parent).remove(varying));
        }
        try {
            return ID.matcher(SORTED.writeValueAsString(SORTED.treeToValue(json, Object.class)))
                    .replaceAll("<id>");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sortRequired(JsonNode schema) {
        Set<String> sorted = new TreeSet<>();
        schema.get("required").forEach(element -> sorted.add(element.asText()));
        ArrayNode required = ((ObjectNode) schema).putArray("required");
        sorted.forEach(required::add);
    }
}
