package com.example.mcp;

import com.example.server.Options;

/** The option {@code mode=sync|async}. */
final class Mode {
    private Mode() {}

    static boolean isAsync(Options options) {
        String mode = options.text("mode", "sync");
        return switch (mode) {
            case "sync" -> false;
            case "async" -> true;
            default -> throw new IllegalArgumentException("mode=" + mode);
        };
    }
}
