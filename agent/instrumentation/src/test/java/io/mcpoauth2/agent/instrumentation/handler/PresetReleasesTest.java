package io.mcpoauth2.agent.instrumentation.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.instrumentation.releases.Release;
import io.mcpoauth2.agent.instrumentation.releases.Releases;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where presets look for the calls of registered functions, in every release of the frameworks. */
@Tag("full")
class PresetReleasesTest {
    private final HandlerWeaver weaver = new HandlerWeaver(
            new HandlerSignatures(List.of(), true), new HandlerReport(AgentLog.toStderr(AgentLog.Level.ERROR)));

    static Stream<Release> releases() {
        return Stream.of("mcp-sdk", "mcp-core", "kotlin-sdk-0.9", "quarkus-functions", "helidon-mcp")
                .flatMap(Releases::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("releases")
    void everyClassThatCallsHandlersIsGuarded(Release release) throws IOException {
        List<String> guarded = new ArrayList<>();
        List<String> without = new ArrayList<>();
        try (URLClassLoader loader = release.loader()) {
            for (String type : new TreeSet<>(Presets.calls().keySet())) {
                try (InputStream in = loader.getResourceAsStream(type + ".class")) {
                    if (in != null) {
                        byte[] classFile = in.readAllBytes();
                        boolean woven = !Arrays.equals(classFile, weaver.weaveCalls(type, classFile));
                        (woven ? guarded : without).add(type);
                    }
                }
            }
        }

        assertThat(without).isEmpty();
        assertThat(guarded).isNotEmpty();
    }
}
