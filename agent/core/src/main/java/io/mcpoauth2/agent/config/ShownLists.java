package io.mcpoauth2.agent.config;

/**
 * What the lists of an MCP server show of its tools, prompts and resources.
 *
 * @param filtered whether each caller is shown what it may use, and nothing else
 * @param securitySchemes whether tools are listed with the scopes that calls of them need
 */
public record ShownLists(boolean filtered, boolean securitySchemes) {
    static ShownLists read(Values values) {
        return new ShownLists(values.flag(Key.FILTER_LISTS), values.flag(Key.PUBLISH_SECURITY_SCHEMES));
    }

    /** Whether lists are other ones than the server has made. */
    public boolean areChanged() {
        return filtered || securitySchemes;
    }
}
