package io.mcpoauth2.testapps.process.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The page about deployment: its blocks by their headings, and its folder, in whose place tests have others. */
final class DeploymentPage {
    static final String FOLDER = "/opt/mcp";
    static final String JAR = "mcp-oauth2-agent.jar";
    private static final String PAGE = "deployment.md";

    /** What the page has; a block that is none of these has no test. */
    static final List<String> BLOCKS = List.of(
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

    private DeploymentPage() {}

    static List<Fence> fences() {
        return Fence.ofPage(PAGE);
    }

    /** Whether a block is run by a test of the page. */
    static boolean runs(Fence fence) {
        return fence.place().startsWith("docs/" + PAGE + ":") && BLOCKS.contains(name(fence));
    }

    static String name(Fence fence) {
        return fence.heading() + ": " + fence.language();
    }

    static List<Fence> blocks(String name) {
        return fences().stream().filter(fence -> name(fence).equals(name)).toList();
    }

    static String block(String name) {
        List<Fence> blocks = blocks(name);
        assertThat(blocks).hasSize(1);
        return blocks.get(0).text();
    }

    static List<JsonNode> yaml(String name) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(strict)).loadAll(block(name))) {
            documents.add(new ObjectMapper().valueToTree(document));
        }
        return documents;
    }

    static Map<String, String> in(String jars, Map<String, String> environment) {
        return environment.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, variable -> in(jars, variable.getValue())));
    }

    static String in(String jars, String text) {
        return text.replace(FOLDER, jars);
    }
}
