package io.mcpoauth2.testapps.process;

import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;

/** The servers of test-apps/servers that listen, and how each is started. */
public enum ServerKind {
    SDK2_TOMCAT11("com.example.tomcat.TomcatServer", Set.of(Transport.values())),
    SDK1_TOMCAT10("com.example.tomcat.TomcatServer", Set.of(Transport.values())),
    SDK2_JETTY12("com.example.jetty.JettyServer", Set.of(Transport.values())),
    SDK1_JETTY12("com.example.jetty.JettyServer", Set.of(Transport.values())),
    JDK_HTTP("com.example.jdkhttp.JdkHttpServer", Set.of(Transport.STATELESS)),
    SPRING_AI_WEBMVC("", Set.of(Transport.STREAMABLE, Transport.STATELESS));

    /** The MCP transports a server may offer. */
    public enum Transport {
        STREAMABLE,
        STATELESS,
        SSE
    }

    private final String mainClass;
    private final Set<Transport> transports;

    ServerKind(String mainClass, Set<Transport> transports) {
        this.mainClass = mainClass;
        this.transports = transports;
    }

    /** Whether the server can offer this transport. */
    public boolean offers(Transport transport) {
        return transports.contains(transport);
    }

    /** What the server offers unless told otherwise: Streamable HTTP with sessions, where it can. */
    public Transport defaultTransport() {
        return offers(Transport.STREAMABLE) ? Transport.STREAMABLE : Transport.STATELESS;
    }

    /** Whether the servlets of test-apps/servers/servlets are beside the MCP endpoint. */
    public boolean hasServlets() {
        return this != JDK_HTTP && this != SPRING_AI_WEBMVC;
    }

    public boolean isTomcat() {
        return this == SDK2_TOMCAT11 || this == SDK1_TOMCAT10 || this == SPRING_AI_WEBMVC;
    }

    public boolean isJetty() {
        return this == SDK2_JETTY12 || this == SDK1_JETTY12;
    }

    /**
     * Describes a process of this server on any free port, without the agent.
     *
     * @param linked whether it is the variant whose tools use the agent's API
     */
    public ServerProcessBuilder process(boolean linked, Transport transport) {
        if (!offers(transport)) {
            throw new IllegalArgumentException(this + " does not offer " + transport);
        }
        ServerProcessBuilder process = ServerProcess.builder();
        String name = transport.name().toLowerCase(Locale.ROOT);
        if (this == SPRING_AI_WEBMVC) {
            return process.jar(executableJar(folder() + (linked ? "-linked" : "")))
                    .arguments("port=0", "--spring.ai.mcp.server.protocol=" + transport);
        }
        Path app = target(folder()).resolve(linked ? "app-linked" : "app");
        return process.main(mainClass, app.resolve("*").toString()).arguments("port=0", "transport=" + name);
    }

    @Override
    public String toString() {
        return folder();
    }

    private String folder() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Path target(String folder) {
        Path target = Path.of(Artifacts.property("servers.dir"), folder, "target");
        if (!Files.isDirectory(target)) {
            throw new IllegalStateException("Not built: " + target);
        }
        return target;
    }

    private static Path executableJar(String folder) {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(target(folder), "*-exec.jar")) {
            Iterator<Path> found = jars.iterator();
            if (!found.hasNext()) {
                throw new IllegalStateException("No executable jar of " + folder);
            }
            return found.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
