package io.mcpoauth2.testapps.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The text of a server-sent event stream, as far as it came. */
final class EventStream {

    private EventStream() {}

    /** Finds the answer to a JSON-RPC request among the complete events: the message with this id and no method. */
    static Optional<JsonNode> answer(String text, long id) {
        for (String data : completeEvents(text)) {
            Optional<JsonNode> message = JsonText.parse(data);
            if (message.isPresent()
                    && message.get().path("id").asLong(-1) == id
                    && !message.get().has("method")) {
                return message;
            }
        }
        return Optional.empty();
    }

    /** Returns the data of each event that its blank line has ended. */
    private static List<String> completeEvents(String text) {
        List<String> events = new ArrayList<>();
        StringBuilder data = new StringBuilder();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; start = end + 1, end = text.indexOf('\n', start)) {
            String line = text.substring(start, end).stripTrailing();
            if (line.isEmpty()) {
                events.add(data.toString());
                data.setLength(0);
            } else if (line.startsWith("data:")) {
                data.append(data.length() == 0 ? "" : "\n")
                        .append(line.substring("data:".length()).strip());
            }
        }
        return events;
    }
}
