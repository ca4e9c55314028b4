package io.mcpoauth2.agent.instrumentation.releases;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One release of a server or framework, whose jars lie in a folder.
 *
 * @param family the first word of its line in {@code releases.txt}
 * @param version of its own artifacts
 * @param folders its own jars, and those of what it needs
 */
public record Release(String family, String version, List<Path> folders) {
    /** The classes of the release and of the platform, and no others; the caller closes it. */
    public URLClassLoader loader() throws IOException {
        List<URL> jars = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(Release::url).forEach(jars::add);
            }
        }
        return new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Short, for display names. */
    @Override
    public String toString() {
        return family + ' ' + version;
    }
}
