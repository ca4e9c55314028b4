package io.mcpoauth2.testapps.process.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpoauth2.testapps.harness.ProcessExit;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import io.mcpoauth2.testapps.process.Jcmd;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Every file on the page about deployment protects the server that it is for; only its folders are others. */
@Tag("full")
class DeploymentTest {
    private static final String PAGE = "deployment.md";
    private static final String FOLDER = "/opt/mcp";
    private static final String JAR = "mcp-oauth2-agent.jar";
    private static final String SERVER = "java %s -jar server.jar";
    private static final String HELLO = "java -cp " + Sandbox.COMMON_CLASSES + " com.example.server.Hello";

    /** What the page has; a block that is none of these has no test. */
    private static final List<String> BLOCKS = List.of(
            "The flag: console",
            "Docker: dockerfile",
            "Docker Compose: yaml",
            "Kubernetes: yaml",
            "systemd: ini",
            "systemd: ini",
            "systemd: properties",
            "Tomcat: sh",
            "Jetty: ini",
            "WildFly: sh",
            "Open Liberty: properties",
            "Is the agent there?: sh");

    @TempDir
    private static Path folder;

    private static Sandbox sandbox;

    @BeforeAll
    static void copyTheJars() throws IOException {
        sandbox = new Sandbox(folder);
    }

    /** Whether a block is run here. */
    static boolean runs(Fence fence) {
        return fence.place().startsWith("docs/" + PAGE + ":") && BLOCKS.contains(name(fence));
    }

    private static String name(Fence fence) {
        return fence.heading() + ": " + fence.language();
    }

    @Test
    void everyBlockHasATestHere() {
        assertThat(Fence.ofPage(PAGE).stream().map(DeploymentTest::name)).containsExactlyElementsOf(BLOCKS);
    }

    @Test
    void containerOfTheDockerfileRunsAProtectedServer() throws Exception {
        ContainerImage image = ContainerImage.of(block("Docker: dockerfile"));
        Path root = Files.createTempDirectory(folder, "image");
        for (Map.Entry<String, List<String>> copied : image.copied().entrySet()) {
            Path target = Files.createDirectories(Path.of(root + copied.getKey()));
            for (String file : copied.getValue()) {
                Files.copy(folder.resolve(file), target.resolve(file));
            }
        }

        ProcessExit run = sandbox.run(
                in(root + FOLDER, image.environment()), in(root + FOLDER, String.join(" ", image.command())));

        assertThatServerWasProtected(run);
        assertThat(run.stderr())
                .contains(in(root + FOLDER, block("The flag: console")))
                .startsWith("Picked up JAVA_TOOL_OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({
        "true,  ENV JAVA_TOOL_OPTIONS=\"$JAVA_TOOL_OPTIONS -Xmx512m\"",
        "false, ENV JAVA_TOOL_OPTIONS=\"-Xmx512m\"",
        "true,  ENV JDK_JAVA_OPTIONS=\"-Xmx512m\""
    })
    void secondValueKeepsTheFlagOnlyIfItHasTheFirst(boolean keeps, String instruction) throws Exception {
        ContainerImage image = ContainerImage.of(block("Docker: dockerfile") + "\n" + instruction);

        ProcessExit run = sandbox.run(in(folder.toString(), image.environment()), HELLO);

        assertThat(run.code()).isZero();
        assertThat(run.stderr().contains("mode enforce")).isEqualTo(keeps);
        assertThat(run.stderr()).contains("Picked up J").doesNotContain("ERROR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"export JAVA_TOOL_OPTIONS=-Xmx512m; ", "unset JAVA_TOOL_OPTIONS; ", "env -i PATH=\"$PATH\" "})
    void launcherScriptTakesTheFlagAway(String script) throws Exception {
        Map<String, String> environment = in(
                folder.toString(),
                ContainerImage.of(block("Docker: dockerfile")).environment());

        assertThat(sandbox.run(environment, HELLO).stderr()).contains("mode enforce");
        assertThat(sandbox.run(environment, script + HELLO).stderr()).doesNotContain("mode enforce");
    }

    @Test
    void jvmDoesNotStartWithoutTheJar() throws Exception {
        ProcessExit run = sandbox.run(Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + FOLDER + "/none.jar"), HELLO);

        assertThat(run.code()).isNotZero();
        assertThat(run.stdout()).doesNotContain("hello");
    }

    @Test
    void serviceOfComposeIsProtectedAndHealthyOnlyThen() throws Exception {
        JsonNode service = yaml("Docker Compose: yaml").get(0).at("/services/mcp");
        assertThat(service.at("/volumes/0").asText()).isEqualTo("./%s:%s/%s:ro".formatted(JAR, FOLDER, JAR));
        Map<String, String> environment = new LinkedHashMap<>();
        service.path("environment").properties().forEach(setting -> {
            assertThat(setting.getValue().isTextual()).as(setting.getKey()).isTrue();
            environment.put(setting.getKey(), setting.getValue().asText());
        });
        List<String> check = texts(service.at("/healthcheck/test"));
        assertThat(check.get(0)).isEqualTo("CMD");
        String command = String.join(" ", check.subList(1, check.size()));

        try (ServerProcess server = protectedServer(folder.toString(), environment)) {
            assertThat(codeOf(command, server)).isZero();
        }
        try (ServerProcess server = server(Map.of())) {
            assertThat(codeOf(command, server)).isNotZero();
        }
    }

    @Test
    void podIsProtectedAndReadyOnlyThen() throws Exception {
        List<JsonNode> manifests = yaml("Kubernetes: yaml");
        JsonNode pod = manifests.get(1).at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");
        assertThat(manifests.get(1).at("/spec/selector/matchLabels"))
                .isEqualTo(manifests.get(1).at("/spec/template/metadata/labels"));
        String volume = volumeOfTheInitContainer(pod);
        Map<String, String> environment = environment(container, manifests.get(0));

        try (ServerProcess server = protectedServer(volume, environment)) {
            assertThat(probe(server, container, "startupProbe")).isTrue();
            assertThat(probe(server, container, "livenessProbe")).isTrue();
            assertThat(probe(server, container, "readinessProbe")).isTrue();
            assertThat(status(server, "/mcp")).isEqualTo(401);
            assertThat(codeOf(block("Is the agent there?: sh"), server)).isZero();
            assertThat(Jcmd.ask(17, server, "VM.command_line")).containsPattern("jvm_args: .*-javaagent:.*" + JAR);
            assertThat(server.executionCount()).isZero();
        }
        environment.remove("JAVA_TOOL_OPTIONS");
        try (ServerProcess server = server(environment)) {
            assertThat(probe(server, container, "startupProbe")).isFalse();
            assertThat(probe(server, container, "livenessProbe")).isTrue();
            assertThat(codeOf(block("Is the agent there?: sh"), server)).isNotZero();
        }
        environment.remove("OAUTH2_EXEMPT_ROUTES");
        environment.put("JAVA_TOOL_OPTIONS", "-javaagent:" + folder.resolve(JAR));
        try (ServerProcess server = server(environment)) {
            assertThat(probe(server, container, "livenessProbe")).isFalse();
        }
    }

    /** Runs its command; returns the folder that stands for the volume. */
    private static String volumeOfTheInitContainer(JsonNode pod) throws Exception {
        JsonNode init = pod.at("/initContainers/0");
        JsonNode mount = init.at("/volumeMounts/0");
        String name = pod.at("/volumes/0/name").asText();
        assertThat(pod.at("/volumes/0/emptyDir").isObject()).isTrue();
        assertThat(mount.path("name").asText()).isEqualTo(name);
        assertThat(pod.at("/containers/0/volumeMounts/0/name").asText()).isEqualTo(name);
        assertThat(pod.at("/containers/0/volumeMounts/0/mountPath").asText()).isEqualTo(FOLDER);
        Path volume = Files.createTempDirectory(folder, "volume");
        List<String> command = texts(init.path("command"));
        assertThat(command).hasSize(3).element(1).isEqualTo("/" + JAR);
        String target = command.get(2).replace(mount.path("mountPath").asText(), volume.toString());
        assertThat(sandbox.run(command.get(0) + " " + JAR + " " + target).code())
                .isZero();
        return volume.toString();
    }

    private static Map<String, String> environment(JsonNode container, JsonNode secret) {
        Map<String, String> environment = new LinkedHashMap<>();
        assertThat(container.at("/envFrom/0/secretRef/name").asText())
                .isEqualTo(secret.at("/metadata/name").asText());
        secret.path("stringData").properties().forEach(entry -> {
            assertThat(entry.getValue().isTextual()).isTrue();
            environment.put(entry.getKey(), entry.getValue().asText());
        });
        for (JsonNode variable : container.path("env")) {
            assertThat(variable.path("value").isTextual()).as("%s", variable).isTrue();
            environment.put(
                    variable.path("name").asText(), variable.path("value").asText());
        }
        return environment;
    }

    /** As the kubelet asks: from elsewhere, by the pod's address, and any 2xx or 3xx will do. */
    private static boolean probe(ServerProcess server, JsonNode container, String kind) throws IOException {
        JsonNode probe = container.path(kind).path("httpGet");
        assertThat(probe.path("port").asInt()).isEqualTo(8080);
        int status = status(server, probe.path("path").asText());
        return status >= 200 && status < 400;
    }

    private static int status(ServerProcess server, String path) throws IOException {
        return RawHttp.exchange(server.port(), TestServer.request("GET", path, null))
                .status();
    }

    @Test
    void serviceOfSystemdIsProtected() throws Exception {
        List<Fence> files = blocks("systemd: ini");
        assertThat(files.get(1).text()).startsWith(firstLine(files.get(0)) + ".d/");
        SystemdUnit unit = new SystemdUnit(files.stream().map(Fence::text));
        String settings = block("systemd: properties");
        assertThat(unit.all("EnvironmentFile"))
                .containsExactly(settings.lines().findFirst().orElseThrow().replace("# ", ""));
        Map<String, String> environment = unit.environment();
        environment.putAll(SystemdUnit.variables(settings.lines()));
        assertThat(unit.all("ExecStart")).hasSize(1);
        assertThat(unit.all("RestartPreventExitStatus")).containsExactly("78");

        String command = unit.all("ExecStart").get(0).replace("/usr/bin/java", "java");
        assertThatServerWasProtected(sandbox.run(in(folder.toString(), environment), in(folder.toString(), command)));
    }

    static Stream<Fence> sourcedFiles() {
        return Fence.ofPage(PAGE).stream()
                .filter(fence -> Set.of("Tomcat: sh", "WildFly: sh").contains(name(fence)));
    }

    @ParameterizedTest
    @MethodSource("sourcedFiles")
    void fileThatAScriptReadsAddsTheFlagToWhatIsThere(Fence file) throws Exception {
        sandbox.file("setenv.sh", in(folder.toString(), file.text()));
        String variable = file.heading().equals("Tomcat") ? "CATALINA_OPTS" : "JAVA_OPTS";

        ProcessExit run = sandbox.run(
                Map.of(variable, "-Dserver.name=kept"),
                ". ./setenv.sh; echo $" + variable + "; " + SERVER.formatted("$" + variable));

        assertThatServerWasProtected(run);
        assertThat(run.stdout()).startsWith("-Dserver.name=kept -javaagent:");
    }

    static Stream<Fence> optionFiles() {
        return Fence.ofPage(PAGE).stream()
                .filter(fence ->
                        Set.of("Jetty: ini", "Open Liberty: properties").contains(name(fence)));
    }

    /** An option a line; Jetty's begin with one of its own, without which none is looked at. */
    @ParameterizedTest
    @MethodSource("optionFiles")
    void optionsOfAFileAreTheJvms(Fence file) throws Exception {
        List<String> options = new ArrayList<>(file.text().lines().toList());
        assertThat(options.remove("--exec")).isEqualTo(file.heading().equals("Jetty"));
        assertThat(options).allMatch(option -> option.matches("-\\S+"));

        assertThatServerWasProtected(sandbox.run(SERVER.formatted(in(folder.toString(), String.join(" ", options)))));
    }

    private static void assertThatServerWasProtected(ProcessExit run) {
        assertThat(run.code()).as(run.stderr()).isZero();
        assertThat(run.stdout()).contains("READY ");
        assertThatAgentAccepts(run.stderr());
    }

    /** A name that is no setting is a WARN line, a value that is none an ERROR. */
    private static void assertThatAgentAccepts(String stderr) {
        assertThat(stderr).contains("mode enforce, issuer https://login.example.com/realms/acme");
        assertThat(stderr.lines().filter(line -> line.contains("[mcp-oauth2-agent] ")))
                .noneMatch(line -> line.contains(" ERROR "))
                .noneMatch(line -> line.contains(" WARN ") && !line.contains("cannot be fetched"));
    }

    /** Starts it in an environment that has nothing but the flag and settings. */
    private static ServerProcess protectedServer(String jars, Map<String, String> environment) {
        assertThat(environment.keySet())
                .contains("JAVA_TOOL_OPTIONS")
                .allMatch(name -> name.equals("JAVA_TOOL_OPTIONS") || name.startsWith("OAUTH2_"));
        ServerProcess server = server(in(jars, environment));
        assertThatAgentAccepts(server.stderr());
        return server;
    }

    private static ServerProcess server(Map<String, String> environment) {
        ServerProcessBuilder server = ServerProcess.builder()
                .jdk(17)
                .jar(folder.resolve("server.jar"))
                .directory(folder);
        environment.forEach(server::environment);
        return server.start();
    }

    /** Runs what asks a server at the port of the documentation. */
    private static int codeOf(String command, ServerProcess server) throws Exception {
        assertThat(command).contains(":8080/");
        return sandbox.run(command.replace(":8080/", ":" + server.port() + "/")).code();
    }

    private static String in(String jars, String text) {
        return text.replace(FOLDER, jars);
    }

    private static Map<String, String> in(String jars, Map<String, String> environment) {
        return environment.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, variable -> in(jars, variable.getValue())));
    }

    private static List<Fence> blocks(String name) {
        return Fence.ofPage(PAGE).stream()
                .filter(fence -> name(fence).equals(name))
                .toList();
    }

    private static String block(String name) {
        List<Fence> blocks = blocks(name);
        assertThat(blocks).hasSize(1);
        return blocks.get(0).text();
    }

    private static String firstLine(Fence file) {
        return file.text().lines().findFirst().orElseThrow();
    }

    private static List<JsonNode> yaml(String name) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(strict)).loadAll(block(name))) {
            documents.add(new ObjectMapper().valueToTree(document));
        }
        return documents;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
