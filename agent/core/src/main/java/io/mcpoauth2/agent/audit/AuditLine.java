package io.mcpoauth2.agent.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mcpoauth2.agent.exchange.JsonBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An entry as one line of JSON. */
final class AuditLine {
    private AuditLine() {}

    /** With its line feed. */
    static byte[] of(Map<String, Object> fields) {
        byte[] json = json(fields);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    static String text(Map<String, Object> fields) {
        return new String(json(fields), StandardCharsets.UTF_8);
    }

    private static byte[] json(Map<String, Object> fields) {
        return JsonBytes.object(json -> {
            for (Map.Entry<String, Object> field : fields.entrySet()) {
                write(json, field.getKey(), field.getValue());
            }
        });
    }

    private static void write(JsonGenerator json, String name, Object value) throws IOException {
        if (value instanceof Number number) {
            json.writeNumberField(name, number.longValue());
        } else if (value instanceof List<?> list) {
            json.writeArrayFieldStart(name);
            for (Object element : list) {
                json.writeString(element.toString());
            }
            json.writeEndArray();
        } else {
            json.writeStringField(name, value.toString());
        }
    }
}
