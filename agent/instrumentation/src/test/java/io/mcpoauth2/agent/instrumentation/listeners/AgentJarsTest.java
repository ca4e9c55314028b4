package io.mcpoauth2.agent.instrumentation.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar is another agent's by the option that names it, and never if it holds the application's code or ours. */
class AgentJarsTest {
    @TempDir
    Path folder;

    private Path agent;

    @BeforeEach
    void makeAgent() throws IOException {
        folder = folder.toRealPath();
        agent = jar("agent.jar", null);
    }

    @Test
    void jarsAreThoseOfTheOptionsWithAndWithoutArguments() throws IOException {
        Path second = jar("second.jar", null);

        assertThat(AgentJars.of(
                        List.of(
                                "-Xmx1g",
                                "-javaagent:" + agent + "=9404:config=x.yaml",
                                "-javaagent:" + second,
                                "-Dx=y"),
                        List.of("app.jar")))
                .containsExactly(agent, second);
    }

    @Test
    void jarIsTheSameByWhateverPathItIsNamed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.jar"), agent);

        assertThat(AgentJars.of(List.of("-javaagent:" + link), List.of())).containsExactly(agent);
    }

    @Test
    void jarOnTheClassPathIsTheApplications() {
        assertThat(AgentJars.of(List.of("-javaagent:" + agent), List.of("x.jar", agent.toString())))
                .isEmpty();
    }

    @Test
    void jarThatTheMainJarsManifestNamesIsTheApplications() throws IOException {
        jar("lib.jar", "agent.jar");
        Path main = jar("main.jar", "absent.jar lib.jar");

        assertThat(AgentJars.of(List.of("-javaagent:" + agent), List.of(main.toString())))
                .isEmpty();
    }

    @Test
    void jarInAFolderOfTheModulePathIsTheApplications() {
        assertThat(AgentJars.of(List.of("-javaagent:" + agent), List.of(folder.toString())))
                .isEmpty();
    }

    @Test
    void ourOwnJarIsNoOtherAgent() throws IOException {
        Path own = folder.resolve("own.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(own))) {
            out.putNextEntry(new JarEntry("io/mcpoauth2/bridge/Listeners.class"));
        }

        assertThat(AgentJars.of(List.of("-javaagent:" + own), List.of())).isEmpty();
    }

    private Path jar(String name, @Nullable String classPath) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (classPath != null) {
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        }
        Path jar = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("some"));
        }
        return jar;
    }
}
