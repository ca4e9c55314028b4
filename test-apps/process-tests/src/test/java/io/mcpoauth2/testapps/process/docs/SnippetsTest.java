package io.mcpoauth2.testapps.process.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpoauth2.McpEndpoint;
import io.mcpoauth2.testapps.harness.ProcessExit;
import io.mcpoauth2.testapps.process.providers.NamedFiles;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/**
 * Runs, compiles or parses every block of code in README and docs; {@code DemoTest} compares README's output, and
 * {@code ContainerDeploymentTest} and {@code HostDeploymentTest} run the files of the page about deployment.
 */
class SnippetsTest {
    /** A program that ends at once; without one the agent would say nothing. */
    private static final String PROTECTED_HELLO =
            "java -javaagent:mcp-oauth2-agent.jar%s -cp " + Sandbox.COMMON_CLASSES + " com.example.server.Hello";

    /** Right but for its signature, so that the keys are asked for. */
    private static final String TOKEN_OF_THE_ISSUER = token();

    /** Settings whose price the agent names at start. */
    private static final List<String> CONCESSIONS = List.of(
            "audience_bound_by_issuer",
            "authorization_servers",
            "ca_file",
            "ignored_marks",
            "jwks_bearer_file",
            "subject_from_client");

    @TempDir
    private static Path folder;

    private static Sandbox sandbox;

    @BeforeAll
    static void copyTheJars() throws IOException {
        sandbox = new Sandbox(folder);
    }

    static Stream<Fence> shellBlocks() {
        return Fence.of("shell").stream().filter(fence -> !MavenCommands.isMaven(fence) && !isCommand(fence));
    }

    static Stream<Fence> commandBlocks() {
        return Fence.of("shell").stream().filter(SnippetsTest::isCommand);
    }

    private static boolean isCommand(Fence fence) {
        return fence.text().contains("java -jar mcp-oauth2-agent.jar");
    }

    static List<Fence> javaBlocks() {
        return Fence.of("java");
    }

    static List<Fence> jsonBlocks() {
        return Fence.of("json");
    }

    static List<Fence> xmlBlocks() {
        return Fence.of("xml");
    }

    @Test
    void everyBlockIsOfAKindThatIsChecked() {
        List<Fence> others = Fence.all().stream()
                .filter(fence -> !DeploymentPage.runs(fence))
                .toList();

        assertThat(others)
                .isNotEmpty()
                .allSatisfy(fence -> assertThat(fence.language())
                        .as(fence.place())
                        .isIn("shell", "java", "json", "xml", "console", "text"));
    }

    @ParameterizedTest
    @MethodSource("shellBlocks")
    void shellBlockStartsAProtectedServer(Fence block) throws Exception {
        ProcessExit run = sandbox.run(block.text());

        assertThat(run.code()).as(run.stderr()).isZero();
        assertThat(run.stdout()).contains("READY ");
        assertThat(run.stderr()).contains("mode enforce, issuer https://");
    }

    /** The issuer of the documentation is nobody's: that is found out. */
    @ParameterizedTest
    @MethodSource("commandBlocks")
    void commandBlockTellsThatTheIssuerIsNotThere(Fence block) throws Exception {
        sandbox.file("token.txt", TOKEN_OF_THE_ISSUER);

        ProcessExit run = sandbox.run(block.text());

        assertThat(run.code()).as(run.stderr()).isIn(1, 2);
        assertThat(run.stdout()).contains("cannot be fetched", "login.example.com");
        assertThat(run.stderr()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("javaBlocks")
    void javaBlockCompilesWithNothingButTheApi(Fence block) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        String api = Path.of(locationOfTheApi()).toString();
        List<String> options = List.of("-proc:none", "-Xlint:all", "-classpath", api, "-d", folder.toString());

        compiler.getTask(null, null, diagnostics, options, null, List.of(new Source(block.text())))
                .call();

        assertThat(diagnostics.getDiagnostics()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jsonBlocks")
    void jsonBlockIsAConfigurationFileTheAgentAccepts(Fence block) throws Exception {
        ObjectNode settings = (ObjectNode) new ObjectMapper().readTree(block.text());
        NamedFiles.replaceIn(settings);
        sandbox.file("settings.json", settings.toString());

        ProcessExit run = sandbox.run("OAUTH2_CONFIG_FILE=settings.json " + PROTECTED_HELLO.formatted(""));

        assertThat(run.code()).as(run.stderr()).isZero();
        assertThat(run.stderr()).contains("mode enforce").doesNotContain("ERROR");
        assertThat(run.stderr().lines().filter(line -> line.contains("WARN")))
                .hasSameSizeAs(CONCESSIONS.stream().filter(settings::has).toList())
                .allMatch(line -> CONCESSIONS.stream()
                        .anyMatch(key -> settings.has(key) && line.contains("WARN " + key + " (file settings.json)")));
    }

    @ParameterizedTest
    @MethodSource("xmlBlocks")
    void xmlBlockIsTheDependencyOfThisVersion(Fence block) throws Exception {
        Element dependency = parse(block.text());
        Element parent = parse(String.join("\n", Fence.lines(Fence.ROOT.resolve("pom.xml"))));
        Element api = parse(
                String.join("\n", Fence.lines(Fence.ROOT.resolve("agent-api").resolve("pom.xml"))));

        assertThat(dependency.getTagName()).isEqualTo("dependency");
        assertThat(child(dependency, "groupId")).isEqualTo(child(parent, "groupId"));
        assertThat(child(dependency, "artifactId")).isEqualTo(child(api, "artifactId"));
        assertThat(child(dependency, "version")).isEqualTo(child(parent, "version"));
    }

    @Test
    void wrongConfigurationIsReportedAsDocumented() throws Exception {
        List<Fence> outputs = Fence.of("console").stream()
                .filter(fence -> !fence.place().startsWith("README.md:") && !DeploymentPage.runs(fence))
                .toList();

        ProcessExit run = sandbox.run("OAUTH2_AUDIENCE=https://mcp.example.com/mcp OAUTH2_JWKS_CACHE_TTL=ten" + " "
                + PROTECTED_HELLO.formatted("=isuer=https://login.example.com"));

        assertThat(outputs).hasSize(1);
        assertThat(run.code()).isEqualTo(78);
        assertThat(run.stderr()).contains(outputs.get(0).text());
    }

    private static String token() {
        long now = Instant.now().getEpochSecond();
        String claims = "{\"iss\":\"https://login.example.com/realms/acme\",\"aud\":\"https://mcp.example.com/mcp\","
                + "\"sub\":\"u\",\"exp\":" + (now + 3600) + "}";
        return encoded("{\"alg\":\"RS256\",\"kid\":\"k\"}") + "." + encoded(claims) + "." + encoded("signature");
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static URI locationOfTheApi() {
        try {
            return McpEndpoint.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Element parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }

    /** The text of the first child of that name, not of a deeper descendant. */
    private static String child(Element element, String name) {
        for (int i = 0; i < element.getChildNodes().getLength(); i++) {
            if (element.getChildNodes().item(i) instanceof Element found
                    && found.getTagName().equals(name)) {
                return found.getTextContent();
            }
        }
        throw new IllegalStateException("no " + name);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Snippet.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
            return text;
        }
    }
}
