package io.mcpoauth2.agent.instrumentation.listeners;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** Where a class file came from. */
final class CodeOrigin {
    private CodeOrigin() {}

    /** The jar or folder as its file system knows it; null if the source does not tell, or it is none that there is. */
    static @Nullable Path file(@Nullable CodeSource source) {
        String location = location(source);
        if (location == null) {
            return null;
        }
        String file = location.startsWith("jar:") ? location.substring("jar:".length()) : location;
        int nested = file.indexOf("!/");
        try {
            return Path.of(new URI(nested < 0 ? file : file.substring(0, nested)))
                    .toRealPath();
        } catch (IOException | URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return null; // Of a loader with addresses of its own: nothing that is compared.
        }
    }

    /** The last part of the location, for messages: "netty-transport-4.2.7.Final.jar"; null if the class does not tell. */
    static @Nullable String name(Class<?> type) {
        String location = location(type.getProtectionDomain().getCodeSource());
        if (location == null) {
            return null;
        }
        int end = location.length();
        while (end > 0 && (location.charAt(end - 1) == '/' || location.charAt(end - 1) == '!')) {
            end--;
        }
        return location.substring(location.lastIndexOf('/', end - 1) + 1, end);
    }

    private static @Nullable String location(@Nullable CodeSource source) {
        return source == null || source.getLocation() == null
                ? null
                : source.getLocation().toString();
    }
}
