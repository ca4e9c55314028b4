package io.mcpoauth2.agent.sessions;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.mcp.ResponseJson;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Finds ids of tasks in a response: {@code result.task.taskId} (MCP 2025-11-25, and the tasks extension) or {@code
 * result.taskId}.
 */
final class TaskIds {
    private final Consumer<String> created;

    private TaskIds(Consumer<String> created) {
        this.created = created;
    }

    /**
     * @param created is given each id, before the client can know it
     * @param unreadable is told why a response cannot be read
     */
    static ResponseObserver observer(Consumer<String> created, Consumer<String> unreadable) {
        TaskIds ids = new TaskIds(created);
        return new ResponseJson(() -> ids::read, unreadable);
    }

    private void read(JsonToken token, JsonParser at) throws IOException {
        if (token == JsonToken.VALUE_STRING && isTask(at.getParsingContext()) && "taskId".equals(at.currentName())) {
            created.accept(at.getText());
        }
    }

    private static boolean isTask(JsonStreamContext object) {
        return ResponseJson.isResult(object)
                || (object.inObject()
                        && ResponseJson.isResult(object.getParent())
                        && "task".equals(object.getParent().getCurrentName()));
    }
}
