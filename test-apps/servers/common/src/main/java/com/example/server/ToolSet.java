package com.example.server;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Tools that come from the class path: the linked variant of a server is the same server with one more jar. */
public interface ToolSet {
    List<Tool> tools();

    List<AsyncTool> asyncTools();

    default List<AskingTool> askingTools() {
        return List.of();
    }

    /** The tools of every server, then those of the class path. */
    static List<Tool> allTools() {
        List<Tool> all = new ArrayList<>(StandardTools.tools());
        ServiceLoader.load(ToolSet.class).forEach(found -> all.addAll(found.tools()));
        return all;
    }

    static List<AsyncTool> allAsyncTools() {
        List<AsyncTool> all = new ArrayList<>();
        ServiceLoader.load(ToolSet.class).forEach(found -> all.addAll(found.asyncTools()));
        return all;
    }

    static List<AskingTool> allAskingTools() {
        List<AskingTool> all = new ArrayList<>();
        ServiceLoader.load(ToolSet.class).forEach(found -> all.addAll(found.askingTools()));
        return all;
    }
}
