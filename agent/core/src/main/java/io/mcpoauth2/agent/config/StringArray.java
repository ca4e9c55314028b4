package io.mcpoauth2.agent.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The strings of an array in the file.
 *
 * @param pure whether nothing else is among them
 */
record StringArray(List<String> strings, boolean pure) {
    /** Reads the array that has begun. */
    static StringArray read(JsonParser parser) throws IOException {
        List<String> strings = new ArrayList<>();
        boolean pure = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                strings.add(parser.getText());
            } else {
                pure = false;
                parser.skipChildren();
            }
        }
        return new StringArray(List.copyOf(strings), pure);
    }
}
