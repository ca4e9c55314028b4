package io.mcpoauth2.testapps.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.Jdks;
import io.mcpoauth2.testapps.harness.ListeningProcess;
import io.mcpoauth2.testapps.process.Artifacts;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Keycloak in development mode: plain http on a free loopback port, everything in memory.
 *
 * <p>Its first start builds the server below {@code keycloak.home}, later ones use that.
 */
final class Keycloak implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(5);
    private static final String ADMIN = "admin";
    private static final String PASSWORD = "admin-password";
    private static final Path HOME =
            Path.of(Artifacts.property("keycloak.home")).toAbsolutePath();

    /** What the documentation tells administrators to run. */
    private static final Path SET_UP = Path.of("..", "..", "docs", "providers", "keycloak.sh");

    private final Http http = new Http();
    private final ObjectMapper mapper = new ObjectMapper();
    private final ServerCredentials credentials = new ServerCredentials();
    private final ListeningProcess process;

    private Keycloak(ListeningProcess process) {
        this.process = process;
    }

    /** Starts one on the JDK of a feature release. */
    static Keycloak start(int jdk) {
        ProcessBuilder command = new ProcessBuilder(
                HOME.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--db=dev-mem",
                // As behind a proxy that ends TLS and passes on a client's certificate (RFC 9440).
                "--spi-x509cert-lookup--provider=rfc9440",
                "--http-host=127.0.0.1",
                "--http-port=0");
        Map<String, String> environment = command.environment();
        environment.keySet().removeIf(name -> name.startsWith("KC_") || name.startsWith("JAVA"));
        environment.put("JAVA_HOME", Jdks.home(jdk).toString());
        // It lives for a minute: the second compiler costs more than it gives.
        environment.put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
        return new Keycloak(ListeningProcess.start(command, List.of(), "Listening on: ", START));
    }

    /**
     * Imports the realm of {@code realm.json}, there called interop, under a name of its own.
     *
     * @param name in lower case, as roles have it in their names
     */
    Realm importRealm(String name) {
        try (InputStream file = Keycloak.class.getResourceAsStream("realm.json")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("interop", name)
                    .replace("\"SERVER_SECRET\"", json(credentials.secret()))
                    .replace("\"SERVER_KEYS\"", json(credentials.publicKeys().toString()));
            admin("POST", "", mapper.readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Realm(this, name);
    }

    /**
     * Makes a realm with nobody and nothing in it but what Keycloak puts there, and a user and a client that logs him in
     * without a browser.
     */
    Realm plainRealm(String name, String user, String client) {
        ObjectNode realm = mapper.createObjectNode().put("realm", name).put("enabled", true);
        realm.putArray("users")
                .addObject()
                .put("username", user)
                .put("enabled", true)
                .put("email", user + "@example.com")
                .put("firstName", user)
                .put("lastName", user)
                .putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", user + "-password");
        realm.putArray("clients")
                .addObject()
                .put("clientId", client)
                .put("secret", client + "-secret")
                .put("directAccessGrantsEnabled", true);
        admin("POST", "", realm);
        return new Realm(this, name);
    }

    /** Runs the documented script, logged in as an administrator. */
    void setUp(String... arguments) {
        String script = "kcadm.sh config credentials --server " + url() + " --realm master --user " + ADMIN
                + " --password " + PASSWORD + " && exec " + SET_UP + ' ' + String.join(" ", arguments);
        try {
            Path home = Files.createTempDirectory("kcadm");
            ProcessBuilder command = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
            Map<String, String> environment = command.environment();
            environment.keySet().removeIf(name -> name.startsWith("KC_") || name.startsWith("JAVA"));
            environment.put("JAVA_HOME", Jdks.home(17).toString());
            environment.put("KC_OPTS", "-Duser.home=" + home);
            environment.merge("PATH", "", (path, none) -> HOME.resolve("bin") + File.pathSeparator + path);
            Process run = command.start();
            String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(run.waitFor()).as(said).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String json(String text) throws IOException {
        return mapper.writeValueAsString(text);
    }

    /** Returns by what the MCP server authenticates in every realm. */
    ServerCredentials credentials() {
        return credentials;
    }

    /** Returns the issuer of a realm. */
    Issuer issuer(String realm) {
        return new Issuer(url() + "/realms/" + realm);
    }

    /**
     * Asks the admin REST API.
     *
     * @param path below {@code /admin/realms}
     * @param body null for none
     */
    JsonNode admin(String method, String path, JsonNode body) {
        Map<String, String> login =
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", ADMIN, "password", PASSWORD);
        URI masterTokens = URI.create(url() + "/realms/master/protocol/openid-connect/token");
        Tokens tokens = new Tokens(http.post(masterTokens, login).json());
        HttpAnswer answer = http.json(
                method,
                URI.create(url() + "/admin/realms" + path),
                body == null ? "" : body.toString(),
                tokens.accessToken());
        assertThat(answer.status())
                .as(method + " " + path + ": " + answer.body())
                .isBetween(200, 299);
        return answer.json();
    }

    private String url() {
        return process.place();
    }

    @Override
    public void close() {
        process.close();
    }
}
