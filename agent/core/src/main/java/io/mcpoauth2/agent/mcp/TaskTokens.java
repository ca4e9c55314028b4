package io.mcpoauth2.agent.mcp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.jose.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a message's parameters say of tasks; costs a message without any nothing but comparisons of names. */
final class TaskTokens {
    private static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    private static final String EXTENSION = "io.modelcontextprotocol/tasks";

    private final JsonParser parser;
    private boolean mayCreate;
    private @Nullable List<String> ids;

    TaskTokens(JsonParser parser) {
        this.parser = parser;
    }

    TaskUse use() {
        List<String> named = ids;
        return named == null && !mayCreate ? TaskUse.NONE : new TaskUse(named == null ? List.of() : named, mayCreate);
    }

    /**
     * Reads a member of {@code params}.
     *
     * @return false if it is left to the caller
     */
    boolean read(String member, JsonToken value) throws IOException, MalformedJsonException {
        switch (member) {
            case "arguments" -> {
                return false; // A tool's own, which may be called anything.
            }
            case "taskId" -> name(value);
            case "taskIds" -> names(value);
            case "task" -> {
                mayCreate |= value == JsonToken.START_OBJECT;
                skip(value);
            }
            default -> {
                if (value != JsonToken.START_OBJECT) {
                    return false;
                }
                wanted();
            }
        }
        return true;
    }

    /** Reads a member of {@code params._meta}, likewise. */
    boolean readMeta(String member, JsonToken value) throws IOException, MalformedJsonException {
        if (value != JsonToken.START_OBJECT || !member.equals(CAPABILITIES)) {
            return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean extensions = StrictJson.wellFormed(parser.currentName()).equals("extensions");
            JsonToken inner = parser.nextToken();
            if (extensions && inner == JsonToken.START_OBJECT) {
                extensions();
            } else {
                skip(inner);
            }
        }
        return true;
    }

    private void extensions() throws IOException, MalformedJsonException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            mayCreate |= StrictJson.wellFormed(parser.currentName()).equals(EXTENSION);
            skip(parser.nextToken());
        }
    }

    /** An object that may say what its sender wants to be told of. */
    private void wanted() throws IOException, MalformedJsonException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean tasks = StrictJson.wellFormed(parser.currentName()).equals("taskIds");
            JsonToken inner = parser.nextToken();
            if (tasks) {
                names(inner);
            } else {
                skip(inner);
            }
        }
    }

    private void names(JsonToken value) throws IOException, MalformedJsonException {
        if (value != JsonToken.START_ARRAY) {
            name(value);
            return;
        }
        JsonToken element = parser.nextToken();
        while (element != JsonToken.END_ARRAY) {
            name(element);
            element = parser.nextToken();
        }
    }

    private void name(JsonToken value) throws IOException, MalformedJsonException {
        if (ids == null) {
            ids = new ArrayList<>(1);
        }
        if (value == JsonToken.VALUE_STRING) {
            ids.add(StrictJson.wellFormed(parser.getText()));
        } else {
            ids.add(""); // Whatever a server makes of it, it is no id that was given.
            skip(value);
        }
    }

    private void skip(JsonToken value) throws IOException, MalformedJsonException {
        StrictJson.skip(parser, value);
    }
}
