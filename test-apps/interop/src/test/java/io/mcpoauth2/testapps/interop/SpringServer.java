package io.mcpoauth2.testapps.interop;

import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.docs.Fence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Spring Authorization Server in the JVM of an MCP server, behind an agent that is set up as the documentation says. */
final class SpringServer implements AutoCloseable {
    private static final String PAGE = "providers/spring-authorization-server.md";
    private static final String HEADING = "In the JVM of the MCP server";

    /** What stands on the page in place of the server's address. */
    private static final String ORIGIN = "https://mcp.example.com";

    private final String url;
    private final ProtectedServer mcp;

    private SpringServer(String url, ProtectedServer mcp) {
        this.url = url;
        this.mcp = mcp;
    }

    /** Starts one with the page's settings. */
    static SpringServer start(int jdk, Servers servers) {
        return start(jdk, servers, documentedSettings());
    }

    /** Starts one with the page's settings, but no route is exempt. */
    static SpringServer startWithoutExemptRoutes(int jdk, Servers servers) {
        String settings = documentedSettings().replaceFirst(",\\s*\"exempt_routes\": \\[[^]]*]", "");
        return start(jdk, servers, settings);
    }

    private static SpringServer start(int jdk, Servers servers, String settings) {
        int port = Ports.free(); // The agent has to be told the issuer before the server listens.
        String url = "http://127.0.0.1:" + port;
        ServerSpec spec = ServerSpec.of(ServerKind.SPRING_AUTHORIZATION_SERVER, jdk)
                .transport(ServerKind.Transport.STATELESS)
                .withApi()
                .setting("handlers", "@org.springframework.ai.mcp.annotation.McpTool")
                .argument("port=" + port);
        return new SpringServer(url, new ProtectedServer(servers.start(spec, file(settings.replace(ORIGIN, url)))));
    }

    /** Returns the issuer's identifier, which is the origin of the MCP server. */
    String url() {
        return url;
    }

    /** Returns the URL of the MCP endpoint, which is the audience of its tokens. */
    String resource() {
        return url + "/mcp";
    }

    /** Reads the metadata of the authorization server. */
    Issuer issuer() {
        return new Issuer(url);
    }

    /** Returns the MCP server. */
    ProtectedServer mcp() {
        return mcp;
    }

    private static String documentedSettings() {
        return Fence.ofPage(PAGE).stream()
                .filter(fence ->
                        fence.heading().equals(HEADING) && fence.language().equals("json"))
                .findFirst()
                .orElseThrow()
                .text();
    }

    private static Path file(String settings) {
        try {
            Path file = Files.createTempFile("settings", ".json");
            file.toFile().deleteOnExit();
            return Files.writeString(file, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        mcp.close();
    }
}
