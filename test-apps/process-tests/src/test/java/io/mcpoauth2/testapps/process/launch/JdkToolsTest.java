package io.mcpoauth2.testapps.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.ProcessExit;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools under {@code JAVA_TOOL_OPTIONS=-javaagent:…}, and nothing configured, do what they do without the agent. */
@Tag("full")
class JdkToolsTest {
    private static final String CDS_WARNING = "because bootstrap classpath has been appended";

    @TempDir
    Path folder;

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void javacCompiles(int jdk) throws Exception {
        Files.writeString(folder.resolve("A.java"), "class A { int unused() { return new Integer(1); } }");

        assertSame(Tool.ofJdk(jdk, folder, "javac", "-Xlint:removal", "A.java"), 0);

        assertThat(folder.resolve("A.class")).exists();
    }

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void javacReportsErrors(int jdk) throws Exception {
        Files.writeString(folder.resolve("A.java"), "class B { int x = ; }");

        assertSame(Tool.ofJdk(jdk, folder, "javac", "A.java"), 1);
    }

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void jarListsAJar(int jdk) throws Exception {
        assertSame(Tool.ofJdk(jdk, folder, "jar", "tf", AgentJar.path().toString()), 0);
    }

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void keytoolMakesAKey(int jdk) throws Exception {
        String[] arguments = {
            "-genkeypair", "-alias", "a", "-keyalg", "EC", "-dname", "CN=a", "-storepass", "secret-1", "-keystore"
        };
        ProcessExit plain =
                Tool.ofJdk(jdk, folder, "keytool", and(arguments, "plain.p12")).runPlain();
        ProcessExit withAgent =
                Tool.ofJdk(jdk, folder, "keytool", and(arguments, "agent.p12")).runWithAgent();

        assertThat(withAgent).isEqualTo(plain);
        assertThat(withAgent.code()).isZero();
        assertThat(folder.resolve("agent.p12")).exists();
    }

    /** Its list changes with every process that comes and goes, so the two runs cannot be compared as a whole. */
    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void jpsListsItself(int jdk) throws Exception {
        ProcessExit exit = Tool.ofJdk(jdk, folder, "jps").runWithAgent();

        assertThat(exit.code()).isZero();
        assertThat(exit.stdout().lines()).anyMatch(line -> line.endsWith(" Jps"));
        assertThat(exit.stdout()).doesNotContain("mcp-oauth2-agent");
        assertThat(exit.stderr()).isEmpty();
    }

    /** The snippet runs in a second JVM, which the variable reaches too. */
    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void jshellRunsASnippet(int jdk) throws Exception {
        Path script = Files.writeString(folder.resolve("script.jsh"), "System.out.println(6 * 7)\n/exit\n");
        Tool jshell = Tool.ofJdk(jdk, folder, "jshell", script.toString());
        // The first one of a user tells on stderr that it makes a folder for preferences.
        assertThat(jshell.runPlain().code()).isZero();

        assertSame(jshell, 0);

        assertThat(jshell.runWithAgent().stdout()).isEqualTo("42" + System.lineSeparator());
    }

    @ParameterizedTest(name = "JDK {0}")
    @ValueSource(ints = {17, 25})
    void mavenTellsItsVersion(int jdk) throws Exception {
        Path maven = Path.of(System.getProperty("maven.home"), "bin", "mvn");

        assertSame(Tool.script(jdk, folder, maven, "-v"), 0);
    }

    /** No main class is named there. The JVM's own line about its archive comes with any agent. */
    @ParameterizedTest(name = "JDK {0}, {1}")
    @CsvSource({
        "17, -version", "17, --list-modules", "17, -help", "17, --validate-modules", "17, -XshowSettings:locale",
        "25, -version", "25, --list-modules", "25, -help", "25, --validate-modules", "25, -XshowSettings:locale"
    })
    @DisplayName("N5: java that runs no program tells what it tells without the agent")
    void javaWithoutAProgramTellsWhatItIsAskedFor(int jdk, String option) throws Exception {
        Tool java = Tool.ofJdk(jdk, folder, "java", option);
        ProcessExit plain = java.runPlain();
        ProcessExit withAgent = java.runWithAgent();

        assertThat(withAgent.code()).isEqualTo(plain.code());
        assertThat(withAgent.stdout()).isEqualTo(plain.stdout());
        assertThat(withAgent.stderr().lines().filter(line -> !line.contains(CDS_WARNING)))
                .containsExactlyElementsOf(plain.stderr().lines().toList());
    }

    private static void assertSame(Tool tool, int code) throws Exception {
        ProcessExit plain = tool.runPlain();
        ProcessExit withAgent = tool.runWithAgent();

        assertThat(withAgent).isEqualTo(plain);
        assertThat(withAgent.code()).isEqualTo(code);
    }

    private static String[] and(String[] arguments, String last) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = last;
        return all;
    }
}
