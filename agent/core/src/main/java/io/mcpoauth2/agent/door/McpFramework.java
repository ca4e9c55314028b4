package io.mcpoauth2.agent.door;

/**
 * An MCP framework on an HTTP server, as the log names them where no door brings its messages.
 *
 * @param name as its makers write it, as a subject: "the MCP Kotlin SDK"
 * @param server what it runs on: "Ktor"
 * @param remedy what an operator can do, an imperative without a full stop
 */
public record McpFramework(String name, String server, String remedy) {
    /** The remedy where none of a framework's servers has a door. */
    public static final String ANOTHER_LOCK =
            "Take this agent's flag away and have something in front of the server check tokens";

    @Override
    public String toString() {
        return name + " on " + server;
    }
}
