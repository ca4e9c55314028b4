package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.McpEndpoint;

/** Woven by {@link WeavingLoader}; the bodies are as good as empty, so that what is measured is the guard. */
public final class SampleHandlers implements Handlers {
    @Override
    public String bare(String argument) {
        return argument;
    }

    @Override
    @McpEndpoint
    public String guarded(String argument) {
        return argument;
    }

    @Override
    @McpEndpoint(scopes = {"orders:read", "orders:write"})
    public String withScopes(String argument) {
        return argument;
    }
}
