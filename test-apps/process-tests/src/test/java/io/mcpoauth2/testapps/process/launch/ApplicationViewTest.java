package io.mcpoauth2.testapps.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.ProcessExit;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.TimeLimit;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The application finds none of our libraries and nothing of the agent but launcher, bridge and opaque archives. */
class ApplicationViewTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void nothingThatIsPackedAwayCanBeLoadedOrFound(int jdk) throws Exception {
        List<String> names =
                new ArrayList<>(AgentJar.archive(AgentJar.OWN_CLASSES).keySet());
        names.addAll(AgentJar.archive(AgentJar.LIBRARIES).keySet());
        assertThat(names)
                .contains(
                        "io/mcpoauth2/agent/gate/Gate.class",
                        "io/mcpoauth2/agent/instrumentation/AgentStart.class",
                        "io/mcpoauth2/agent/libs/com/nimbusds/jose/JWSObject.class",
                        "io/mcpoauth2/agent/libs/com/fasterxml/jackson/databind/ObjectMapper.class",
                        "io/mcpoauth2/agent/libs/com/github/benmanes/caffeine/cache/Caffeine.class",
                        "io/mcpoauth2/agent/libs/net/bytebuddy/ByteBuddy.class")
                .anyMatch(name -> name.startsWith("META-INF/services/"));

        assertThat(visible(jdk, names)).isEmpty();
    }

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void launcherBridgeAndArchivesAreWhatIsVisible(int jdk) throws Exception {
        Set<String> inJar = AgentJar.files(AgentJar.path()).keySet();
        Set<String> expected = new TreeSet<>();
        for (String name : inJar) {
            expected.add("resource " + name);
            if (name.endsWith(".class")) {
                expected.add("class " + name);
            }
        }

        assertThat(visible(jdk, List.copyOf(inJar))).isEqualTo(expected);
    }

    private Set<String> visible(int jdk, List<String> names) throws IOException, URISyntaxException {
        Path list = Files.write(folder.resolve("names"), names);
        ProcessExit exit = ServerProcess.builder()
                .jdk(jdk)
                .agent(AgentJar.path(), Programs.PROTECTED)
                .main(VisibleNames.class.getName(), testClasses())
                .arguments(list.toString())
                .runToExit(TimeLimit.OF_A_WAIT);
        assertThat(exit.code()).as(exit.stderr()).isZero();
        return exit.stdout().lines().collect(Collectors.toCollection(TreeSet::new));
    }

    private static String testClasses() throws URISyntaxException {
        return Path.of(VisibleNames.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }
}
