package io.mcpoauth2.testapps.process.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.testapps.harness.ProcessExit;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.process.Jcmd;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's files for containers protect their servers, and their probes tell; only the folders are others. */
@Tag("full")
class ContainerDeploymentTest {
    private static final String HELLO = "java -cp " + Sandbox.COMMON_CLASSES + " com.example.server.Hello";

    @TempDir
    private static Path folder;

    private static Sandbox sandbox;
    private static DeployedServers servers;

    @BeforeAll
    static void copyTheJars() throws IOException {
        sandbox = new Sandbox(folder);
        servers = new DeployedServers(sandbox);
    }

    @Test
    void containerOfTheDockerfileRunsAProtectedServer() throws Exception {
        ContainerImage image = ContainerImage.of(DeploymentPage.block("Docker: dockerfile"));
        Path root = Files.createTempDirectory(folder, "image");
        for (Map.Entry<String, List<String>> copied : image.copied().entrySet()) {
            Path target = Files.createDirectories(Path.of(root + copied.getKey()));
            for (String file : copied.getValue()) {
                Files.copy(folder.resolve(file), target.resolve(file));
            }
        }

        ProcessExit run = sandbox.run(
                DeploymentPage.in(root + DeploymentPage.FOLDER, image.environment()),
                DeploymentPage.in(root + DeploymentPage.FOLDER, String.join(" ", image.command())));

        DeployedServers.assertThatServerWasProtected(run);
        assertThat(run.stderr())
                .contains(DeploymentPage.in(root + DeploymentPage.FOLDER, DeploymentPage.block("The flag: console")))
                .startsWith("Picked up JAVA_TOOL_OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({
        "true,  ENV JAVA_TOOL_OPTIONS=\"$JAVA_TOOL_OPTIONS -Xmx512m\"",
        "false, ENV JAVA_TOOL_OPTIONS=\"-Xmx512m\"",
        "true,  ENV JDK_JAVA_OPTIONS=\"-Xmx512m\""
    })
    void secondValueKeepsTheFlagOnlyIfItHasTheFirst(boolean keeps, String instruction) throws Exception {
        ContainerImage image = ContainerImage.of(DeploymentPage.block("Docker: dockerfile") + "\n" + instruction);

        ProcessExit run = sandbox.run(DeploymentPage.in(folder.toString(), image.environment()), HELLO);

        assertThat(run.code()).isZero();
        assertThat(run.stderr().contains("mode enforce")).isEqualTo(keeps);
        assertThat(run.stderr()).contains("Picked up J").doesNotContain("ERROR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"export JAVA_TOOL_OPTIONS=-Xmx512m; ", "unset JAVA_TOOL_OPTIONS; ", "env -i PATH=\"$PATH\" "})
    void launcherScriptTakesTheFlagAway(String script) throws Exception {
        Map<String, String> environment = DeploymentPage.in(
                folder.toString(),
                ContainerImage.of(DeploymentPage.block("Docker: dockerfile")).environment());

        assertThat(sandbox.run(environment, HELLO).stderr()).contains("mode enforce");
        assertThat(sandbox.run(environment, script + HELLO).stderr()).doesNotContain("mode enforce");
    }

    @Test
    void jvmDoesNotStartWithoutTheJar() throws Exception {
        ProcessExit run =
                sandbox.run(Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + DeploymentPage.FOLDER + "/none.jar"), HELLO);

        assertThat(run.code()).isNotZero();
        assertThat(run.stdout()).doesNotContain("hello");
    }

    @Test
    void serviceOfComposeIsProtectedAndHealthyOnlyThen() throws Exception {
        JsonNode service = DeploymentPage.yaml("Docker Compose: yaml").get(0).at("/services/mcp");
        assertThat(service.at("/volumes/0").asText())
                .isEqualTo("./%s:%s/%s:ro".formatted(DeploymentPage.JAR, DeploymentPage.FOLDER, DeploymentPage.JAR));
        Map<String, String> environment = new LinkedHashMap<>();
        service.path("environment").properties().forEach(setting -> {
            assertThat(setting.getValue().isTextual()).as(setting.getKey()).isTrue();
            environment.put(setting.getKey(), setting.getValue().asText());
        });
        List<String> check = texts(service.at("/healthcheck/test"));
        assertThat(check.get(0)).isEqualTo("CMD");
        String command = String.join(" ", check.subList(1, check.size()));

        try (ServerProcess server = servers.protectedServer(folder.toString(), environment)) {
            assertThat(servers.codeOf(command, server)).isZero();
        }
        try (ServerProcess server = servers.server(Map.of())) {
            assertThat(servers.codeOf(command, server)).isNotZero();
        }
    }

    @Test
    void podIsProtectedAndReadyOnlyThen() throws Exception {
        List<JsonNode> manifests = DeploymentPage.yaml("Kubernetes: yaml");
        JsonNode pod = manifests.get(1).at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");
        assertThat(manifests.get(1).at("/spec/selector/matchLabels"))
                .isEqualTo(manifests.get(1).at("/spec/template/metadata/labels"));
        String volume = volumeOfTheInitContainer(pod);
        Map<String, String> environment = environment(container, manifests.get(0));

        try (ServerProcess server = servers.protectedServer(volume, environment)) {
            assertThat(probe(server, container, "startupProbe")).isTrue();
            assertThat(probe(server, container, "livenessProbe")).isTrue();
            assertThat(probe(server, container, "readinessProbe")).isTrue();
            assertThat(status(server, "/mcp")).isEqualTo(401);
            assertThat(servers.codeOf(DeploymentPage.block("Is the agent there?: sh"), server))
                    .isZero();
            assertThat(Jcmd.ask(17, server, "VM.command_line"))
                    .containsPattern("jvm_args: .*-javaagent:.*" + DeploymentPage.JAR);
            assertThat(server.executionCount()).isZero();
        }
        environment.remove("JAVA_TOOL_OPTIONS");
        try (ServerProcess server = servers.server(environment)) {
            assertThat(probe(server, container, "startupProbe")).isFalse();
            assertThat(probe(server, container, "livenessProbe")).isTrue();
            assertThat(servers.codeOf(DeploymentPage.block("Is the agent there?: sh"), server))
                    .isNotZero();
        }
        environment.remove("OAUTH2_EXEMPT_ROUTES");
        environment.put("JAVA_TOOL_OPTIONS", "-javaagent:" + folder.resolve(DeploymentPage.JAR));
        try (ServerProcess server = servers.server(environment)) {
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
        assertThat(pod.at("/containers/0/volumeMounts/0/mountPath").asText()).isEqualTo(DeploymentPage.FOLDER);
        Path volume = Files.createTempDirectory(folder, "volume");
        List<String> command = texts(init.path("command"));
        assertThat(command).hasSize(3).element(1).isEqualTo("/" + DeploymentPage.JAR);
        String target = command.get(2).replace(mount.path("mountPath").asText(), volume.toString());
        assertThat(sandbox.run(command.get(0) + " " + DeploymentPage.JAR + " " + target)
                        .code())
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

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
