package com.example.server;

import java.util.List;
import java.util.Map;

/** The bodies of the tools that every server offers under the same names. */
public final class StandardTools {
    private StandardTools() {}

    static List<Tool> tools() {
        return List.of(
                new Tool("echo", Map.of("text", "string"), arguments -> echo((String) arguments.get("text"))),
                new Tool(
                        "add",
                        Map.of("a", "integer", "b", "integer"),
                        arguments -> add(
                                ((Number) arguments.get("a")).longValue(), ((Number) arguments.get("b")).longValue())),
                new Tool("count", Map.of(), arguments -> count()));
    }

    public static String echo(String text) {
        Executions.record();
        return text;
    }

    public static String add(long a, long b) {
        Executions.record();
        return Long.toString(a + b);
    }

    /** Does not count itself. */
    public static String count() {
        return Long.toString(Executions.count());
    }
}
