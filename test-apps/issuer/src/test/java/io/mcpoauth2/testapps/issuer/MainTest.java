package io.mcpoauth2.testapps.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MainTest {

    @Test
    void processPrintsItsIssuerAndServesWhatTheOptionsSay() throws Exception {
        Process process = run(
                "--path",
                "/realms/demo",
                "--client",
                "svc:secret:mcp:read,mcp:write",
                "--user",
                "alice:a@b.example:Al",
                "--algorithm",
                "ES256",
                "--lifetime",
                "30",
                "--scopes",
                "openid");
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String issuer = out.readLine().substring("ISSUER ".length());
            String port = out.readLine().substring("READY ".length());

            assertThat(issuer).isEqualTo("http://127.0.0.1:" + port + "/realms/demo");
            JsonNode metadata =
                    IssuerClient.json(IssuerClient.get(URI.create(issuer + "/.well-known/openid-configuration")));
            assertThat(metadata.path("issuer").asText()).isEqualTo(issuer);
            List<String> scopes = new ArrayList<>();
            metadata.path("scopes_supported").forEach(scope -> scopes.add(scope.asText()));
            assertThat(scopes).containsExactlyInAnyOrder("mcp:read", "mcp:write", "openid");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void wrongOptionEndsTheProcessWithTheUsage() throws Exception {
        Process process = run("--unknown", "x");

        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(errors).startsWith("Wrong option: --unknown").contains("--client id:secret:scope,scope");
    }

    private static Process run(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).start();
    }
}
