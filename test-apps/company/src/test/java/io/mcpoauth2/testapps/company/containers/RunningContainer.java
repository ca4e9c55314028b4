package io.mcpoauth2.testapps.company.containers;

import static org.awaitility.Awaitility.await;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.Artifacts;
import io.mcpoauth2.testapps.process.LiveObjects;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A container behind the agent, with two applications: the MCP server at {@code /tools/mcp}, and {@code /other/hello}. */
final class RunningContainer implements AutoCloseable {
    private static final List<String> APPLICATIONS = List.of("/tools/mcp", "/other/hello");

    private final Path folder;
    private final ServerProcess process;
    private final EmbeddedIssuer issuer;
    private final String resource;

    private RunningContainer(Path folder, ServerProcess process, EmbeddedIssuer issuer, String resource) {
        this.folder = folder;
        this.process = process;
        this.issuer = issuer;
        this.resource = resource;
    }

    /**
     * Starts a container and waits until both applications answer.
     *
     * @param mcp the module of test-apps/company-servers that is the MCP application
     * @param settings of the agent, beside issuer and audience
     * @param options of the JVM
     */
    static RunningContainer start(
            Container container,
            int jdk,
            String mcp,
            EmbeddedIssuer issuer,
            Map<String, String> settings,
            String... options)
            throws IOException {
        int port = freePort();
        String resource = "http://127.0.0.1:" + port + "/tools/mcp";
        Map<String, String> all = new LinkedHashMap<>();
        all.put("issuer", issuer.issuer());
        all.put("audience", resource);
        all.put("allow_http", "true");
        all.putAll(settings);
        Path folder = Files.createTempDirectory(Path.of("target"), "container").toAbsolutePath();
        ServerProcess process = container
                .process(folder, port, List.of(war(mcp, "tools.war"), war("war-other", "other.war")))
                .jdk(jdk)
                .jvmArguments("-Xmx512m")
                .jvmArguments(options)
                .agent(Artifacts.agentJar(), all)
                .startAt(port);
        RunningContainer running = new RunningContainer(folder, process, issuer, resource);
        boolean ready = false;
        try {
            running.awaitApplications();
            ready = true;
            return running;
        } finally {
            if (!ready) {
                running.close();
                System.err.println(running.output());
            }
        }
    }

    /** Waits until both applications answer. */
    void awaitApplications() {
        await(resource).atMost(TimeLimit.OF_A_WAIT).until(this::answers);
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("The container has ended");
        }
        // With a token, as a container refuses paths of no application, too; by a method that executes nothing.
        String bearer = "Authorization: Bearer " + token("nobody");
        try {
            for (String application : APPLICATIONS) {
                String request = TestServer.request("POST", application, "", bearer);
                if (RawHttp.exchange(process.port(), request).status() == 404) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false; // It does not listen yet.
        }
    }

    /** Returns what the build made of a module of test-apps/company-servers. */
    static Path war(String module, String file) {
        return Path.of(Artifacts.property("company-servers.dir"), module, "target", file)
                .toAbsolutePath();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where the container keeps what it writes. */
    Path folder() {
        return folder;
    }

    /** How many objects of a class anything in the container's JVM still holds. */
    int liveObjects(int jdk, String className) throws IOException, InterruptedException {
        return LiveObjects.count(jdk, process, className);
    }

    /** The URL of the MCP endpoint, which tokens are for. */
    String resource() {
        return resource;
    }

    String token(String subject, String... scopes) {
        TokenSpec spec = TokenSpec.valid().subject(subject).audience(resource);
        return issuer.mint(scopes.length == 0 ? spec : spec.scopes(scopes));
    }

    /** An MCP client without a token. */
    McpHttp mcp() {
        return new McpHttp(URI.create(resource));
    }

    /** A connection for whatever goes on; it gives up where nothing comes. */
    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), process.port());
        socket.setSoTimeout(Math.toIntExact(TimeLimit.OF_A_WAIT.toMillis()));
        return socket;
    }

    HttpAnswer send(String method, String path, String... headers) {
        try {
            return RawHttp.exchange(process.port(), TestServer.request(method, path, null, headers));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The agent's errors but those that tell what stays open beside the servlet layer. */
    List<String> errors() {
        return output().lines()
                .filter(line -> line.contains("[mcp-oauth2-agent] ERROR"))
                .filter(line -> !line.contains("stay open") && !line.contains("no door knows this server"))
                .toList();
    }

    String output() {
        return process.stdout() + process.stderr();
    }

    @Override
    public void close() {
        process.close();
    }
}
