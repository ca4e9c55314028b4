package io.mcpoauth2.testapps.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is in the jar, and for which Java release. */
class JarContentsTest {
    private static final int JAVA_17 = 61;
    private static final int JAVA_25 = 69;

    @Test
    void theJarShowsTheLauncherTheBridgeLicencesAndOpaqueArchivesOnly() throws IOException {
        Set<String> others = AgentJar.files(AgentJar.path()).keySet().stream()
                .filter(name -> !isClassOf("io/mcpoauth2/bridge/", name))
                .filter(name -> !isClassOf("io/mcpoauth2/agent/launch/", name))
                .filter(name -> !isLicence(name))
                .collect(Collectors.toSet());

        assertThat(others)
                .containsExactlyInAnyOrder(
                        "META-INF/MANIFEST.MF",
                        "META-INF/LICENSE",
                        "META-INF/NOTICE",
                        AgentJar.OWN_CLASSES,
                        AgentJar.LIBRARIES);
    }

    @Test
    void theManifestNamesTheLauncherAsAgentAndMain() throws IOException {
        Attributes main = AgentJar.manifest().getMainAttributes();

        for (String entry : new String[] {"Premain-Class", "Agent-Class", "Main-Class"}) {
            assertThat(main.getValue(entry)).isEqualTo("io.mcpoauth2.agent.launch.Launcher");
        }
        assertThat(main.getValue("Can-Retransform-Classes")).isEqualTo("true");
        // It would have to name the jar, which may be renamed.
        assertThat(main.getValue("Boot-Class-Path")).isNull();
    }

    @Test
    void visibleClassesAreForJava17ButTheScopedValueCarrier() throws IOException {
        Map<String, Integer> versions = versions(AgentJar.files(AgentJar.path()));

        assertVersions(versions, "io/mcpoauth2/bridge/ScopedFrames");
    }

    @Test
    void hiddenClassesOfOursAreForJava17AndNoCopyOfWhatIsVisible() throws IOException {
        Map<String, Integer> versions = versions(AgentJar.archive(AgentJar.OWN_CLASSES));

        assertThat(versions.values()).hasSizeGreaterThan(50).containsOnly(JAVA_17);
        assertThat(versions.keySet())
                .allSatisfy(name -> assertThat(name)
                        .startsWith("io/mcpoauth2/agent/")
                        .doesNotStartWith("io/mcpoauth2/agent/launch/"));
    }

    @Test
    void librariesRunOnJava17AndAreWhereNoOtherAgentKnowsThem() throws IOException {
        Map<String, Integer> versions = versions(AgentJar.archive(AgentJar.LIBRARIES));

        assertThat(versions.values())
                .hasSizeGreaterThan(1000)
                .allSatisfy(version -> assertThat(version).isLessThanOrEqualTo(JAVA_17));
        assertThat(versions.keySet())
                .allSatisfy(name -> assertThat(name).startsWith("io/mcpoauth2/agent/libs/"))
                .contains(
                        "io/mcpoauth2/agent/libs/com/github/benmanes/caffeine/cache/Cache.class",
                        "io/mcpoauth2/agent/libs/net/bytebuddy/ByteBuddy.class");
    }

    @Test
    void theApiIsForJava17ButTheScopedUser() throws IOException {
        Map<String, Integer> versions = versions(AgentJar.files(apiJar()));

        assertVersions(versions, "io/mcpoauth2/ScopedUser");
    }

    private static Path apiJar() throws IOException {
        try (Stream<Path> jars = Files.list(Programs.folder().resolve("jdk-http/target/app-linked"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("mcp-oauth2-agent-api-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void assertVersions(Map<String, Integer> versions, String onlyFor25) {
        assertThat(versions)
                .containsKey(onlyFor25 + ".class")
                .allSatisfy((name, version) ->
                        assertThat(version).as(name).isEqualTo(name.startsWith(onlyFor25) ? JAVA_25 : JAVA_17));
    }

    private static Map<String, Integer> versions(Map<String, byte[]> files) {
        Map<String, Integer> versions = new TreeMap<>();
        files.forEach((name, content) -> {
            if (name.endsWith(".class")) {
                versions.put(name, AgentJar.majorVersion(content));
            }
        });
        return versions;
    }

    /** What comes with a library that is packed away: its terms, as text. */
    private static boolean isLicence(String name) {
        return name.startsWith("inst/licenses/") && name.indexOf('.') < 0;
    }

    private static boolean isClassOf(String folder, String name) {
        return name.startsWith(folder) && name.endsWith(".class") && name.indexOf('/', folder.length()) < 0;
    }
}
