package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.access.Operation;
import java.util.List;

/** The lists in which an MCP server tells what it has, and by what operation an element of each is used. */
public enum McpList {
    TOOLS("tools/list", "tools", "name", "tools/call"),
    PROMPTS("prompts/list", "prompts", "name", "prompts/get"),
    RESOURCES("resources/list", "resources", "uri", "resources/read"),
    TEMPLATES("resources/templates/list", "resourceTemplates", "uriTemplate", "resources/read");

    /** All of them. */
    public static final List<McpList> ALL = List.of(values());

    private final String listing;
    private final String member;
    private final String key;
    private final String method;

    /**
     * @param listing the method of JSON-RPC that asks for the list
     * @param member of the result that holds the elements
     * @param key the member of an element that names it
     * @param method of JSON-RPC, by which it is used
     */
    McpList(String listing, String member, String key, String method) {
        this.listing = listing;
        this.member = member;
        this.key = key;
        this.method = method;
    }

    /** The method of JSON-RPC that asks for it. */
    public String listing() {
        return listing;
    }

    /** The member of the list's answer that holds its elements. */
    public String member() {
        return member;
    }

    /** The member of an element that names it. */
    public String key() {
        return key;
    }

    String method() {
        return method;
    }

    /** The use of an element of that name or URI. */
    Operation use(String target) {
        return key.equals("name") ? new Operation(method, target, null) : new Operation(method, null, target);
    }
}
