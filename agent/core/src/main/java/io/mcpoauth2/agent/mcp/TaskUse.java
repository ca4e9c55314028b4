package io.mcpoauth2.agent.mcp;

import java.util.List;

/**
 * What a message has to do with MCP's tasks (MCP 2025-11-25, and the extension {@code io.modelcontextprotocol/tasks}).
 *
 * @param ids the tasks that it names: {@code params.taskId}, or {@code taskIds} of what it wants to be told of; empty text
 *     stands for what is no string
 * @param mayCreate whether its sender would take a task for an answer
 */
public record TaskUse(List<String> ids, boolean mayCreate) {
    /** Of most messages. */
    static final TaskUse NONE = new TaskUse(List.of(), false);

    /** Nothing of the ids. */
    @Override
    public String toString() {
        return "TaskUse[" + ids.size() + ", " + mayCreate + "]";
    }
}
