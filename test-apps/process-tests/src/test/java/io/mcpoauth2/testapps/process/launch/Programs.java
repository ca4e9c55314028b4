package io.mcpoauth2.testapps.process.launch;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** The programs that these tests start; a launch is tested on the server that starts fastest. */
final class Programs {
    /** A configuration that protects without ever reaching its issuer: enough where no token is sent. */
    static final Map<String, String> PROTECTED =
            Map.of("issuer", "https://issuer.invalid", "audience", "https://mcp.example/mcp");

    private Programs() {}

    static Path folder() {
        return Path.of(System.getProperty("servers.dir")).toAbsolutePath().normalize();
    }

    /** The server on the HTTP server of the JDK, its tools linked with the API. */
    static ServerProcessBuilder jdkHttp(int jdk) {
        return ServerProcess.builder()
                .jdk(jdk)
                .main("com.example.jdkhttp.JdkHttpServer", folder() + "/jdk-http/target/app-linked/*");
    }

    /** A server that needs the modules java.base and jdk.httpserver only, and answers {@code hello} at any path. */
    static ServerProcessBuilder plain() {
        return ServerProcess.builder().main("com.example.server.PlainServer", folder() + "/common/target/classes");
    }

    /** A program that prints {@code hello} and ends. */
    static ServerProcessBuilder hello(int jdk) {
        return ServerProcess.builder().jdk(jdk).main("com.example.server.Hello", folder() + "/common/target/classes");
    }

    /** Calls a tool without a token. */
    static HttpAnswer callAnonymously(ServerProcess server) {
        McpHttp client = new McpHttp(URI.create("http://127.0.0.1:" + server.port() + "/mcp"));
        client.initialize();
        return client.callTool("echo", Map.of("text", "hi"));
    }
}
