package io.mcpoauth2.testapps.process;

import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import io.mcpoauth2.testapps.harness.TlsKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The servers of test-apps/servers that listen, and how each is started. */
public enum ServerKind {
    SDK2_TOMCAT11("com.example.tomcat.TomcatServer"),
    SDK1_TOMCAT10("com.example.tomcat.TomcatServer"),
    SDK2_JETTY12("com.example.jetty.JettyServer"),
    SDK1_JETTY12("com.example.jetty.JettyServer"),
    JDK_HTTP("com.example.jdkhttp.JdkHttpServer"),
    SPRING_AI_WEBMVC(""),
    SPRING_AI_WEBFLUX("com.example.webflux.Application"),
    /** The MCP Kotlin SDK on an engine of Ktor. */
    KTOR_NETTY("com.example.ktor.KtorServerKt"),
    /** The same server on another engine. */
    KTOR_CIO("com.example.ktor.KtorServerKt"),
    QUARKUS_MCP(""),
    SDK2_VERTX5("com.example.vertx.VertxServer"),
    SDK2_VERTX4("com.example.vertx.VertxServer"),
    /** Needs JDK 21 or later. */
    HELIDON_MCP("com.example.helidon.HelidonServer"),
    MICRONAUT_MCP("com.example.micronaut.MicronautServer"),
    SDK2_UNDERTOW("com.example.undertow.UndertowServer"),
    /** Its Jetty is too old for the door: the servlet layer takes over. */
    SDK0_JETTY11("com.example.jetty11.Jetty11Server"),
    /** Has {@code javax.servlet}, for which there is no layer. */
    TOMCAT9("com.example.tomcat9.Tomcat9Server"),
    /** As above. */
    JETTY9("com.example.jetty9.Jetty9Server"),
    /** SPRING_AI_WEBFLUX on a servlet container, with the API only. */
    SPRING_AI_WEBFLUX_TOMCAT("com.example.webflux.Application"),
    /** SPRING_AI_WEBMVC with its issuer in the same JVM, with the API only; built for test-apps/interop alone. */
    SPRING_AUTHORIZATION_SERVER(""),
    /** SPRING_AI_WEBMVC that protects itself, or asks for a user, as its Spring profile says. */
    SPRING_AI_WEBMVC_SECURED(""),
    /** SPRING_AI_WEBFLUX that asks for a user. */
    SPRING_AI_WEBFLUX_SECURED("com.example.webflux.Application"),
    /** QUARKUS_MCP that asks for a user. */
    QUARKUS_MCP_SECURED("");

    /** The MCP transports a server may offer. */
    public enum Transport {
        STREAMABLE,
        STATELESS,
        SSE
    }

    private final String mainClass;

    ServerKind(String mainClass) {
        this.mainClass = mainClass;
    }

    /** The servers whose every request passes a door of their own. */
    public static List<ServerKind> withDoor() {
        return Stream.of(values())
                .filter(kind -> kind.compareTo(SDK0_JETTY11) < 0)
                .toList();
    }

    /** Whether an earlier kind has the same door, of another release of the server; the tests of each door take the first. */
    boolean isSecondOfItsDoor() {
        return this == SDK1_TOMCAT10 || this == SDK1_JETTY12 || this == SDK2_VERTX4;
    }

    /** The release of Java that the server is tested on where one has to do: about half of them on each. */
    int jdk() {
        return switch (this) {
            case SDK2_TOMCAT11, SDK1_JETTY12, JDK_HTTP, SPRING_AI_WEBFLUX, KTOR_NETTY, SDK2_VERTX5, HELIDON_MCP -> 25;
            default -> 17;
        };
    }

    /** Whether the server can offer this transport. */
    public boolean offers(Transport transport) {
        return switch (this) {
            case JDK_HTTP, SDK2_VERTX5, SDK2_VERTX4, MICRONAUT_MCP -> transport == Transport.STATELESS;
            case SDK0_JETTY11 -> transport == Transport.SSE;
            case QUARKUS_MCP, QUARKUS_MCP_SECURED -> transport == Transport.STREAMABLE;
            default -> (!isSpring() && this != HELIDON_MCP) || transport != Transport.SSE;
        };
    }

    /** The transports that the server is tested with: of two kinds that share a door, the second has its default one only. */
    public List<Transport> transports() {
        return switch (this) {
            case SDK1_TOMCAT10, SDK1_JETTY12, KTOR_CIO, SDK2_VERTX4 -> List.of(defaultTransport());
            default -> Stream.of(Transport.values()).filter(this::offers).toList();
        };
    }

    /** What the server offers unless told otherwise: Streamable HTTP with sessions, where it can. */
    public Transport defaultTransport() {
        return Stream.of(Transport.values()).filter(this::offers).findFirst().orElseThrow();
    }

    /** Whether the server runs on that release of Java. */
    public boolean runsOn(int jdk) {
        return this != HELIDON_MCP || jdk >= 21;
    }

    /** Whether the servlets of test-apps/servers/servlets are beside the MCP endpoint. */
    public boolean hasServlets() {
        return switch (this) {
            case SDK2_TOMCAT11, SDK1_TOMCAT10, SDK2_JETTY12, SDK1_JETTY12, SDK2_UNDERTOW, SDK0_JETTY11 -> true;
            default -> false;
        };
    }

    /** Whether a session has a stream for messages of the server, opened by GET. */
    public boolean hasSessionStream() {
        return offers(Transport.STREAMABLE) && this != HELIDON_MCP;
    }

    /** Whether Tomcat is below, embedded by the application or by Spring Boot. */
    public boolean isTomcat() {
        return this == SDK2_TOMCAT11
                || this == SDK1_TOMCAT10
                || (isSpring() && this != SPRING_AI_WEBFLUX && this != SPRING_AI_WEBFLUX_SECURED);
    }

    /** Whether Netty decodes the requests, or what hands on targets as it does. */
    public boolean isNetty() {
        return this == SPRING_AI_WEBFLUX
                || this == QUARKUS_MCP
                || this == SDK2_VERTX5
                || this == SDK2_VERTX4
                || this == MICRONAUT_MCP
                || isKtor();
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
        if (this == QUARKUS_MCP || this == QUARKUS_MCP_SECURED) {
            Path target = target(folder() + (linked ? "-linked" : ""));
            return process.jar(target.resolve("quarkus-app/quarkus-run.jar")).arguments("port=0");
        }
        if (isSpring()) {
            Path target = target(folderOf(linked));
            if (mainClass.isEmpty()) {
                process.jar(target.resolve("app/server.jar"));
            } else {
                process.main(
                        mainClass,
                        target.resolve(linked ? "app-linked/*" : "app/*").toString());
            }
            return process.arguments("port=0", "--spring.ai.mcp.server.protocol=" + transport);
        }
        if (isKtor()) {
            Path target = target(linked ? "ktor-kotlin-sdk-linked" : "ktor-kotlin-sdk");
            return process.main(
                            mainClass,
                            target.resolve(linked ? "app-linked/*" : "app/*").toString())
                    .arguments("port=0", "transport=" + name, "engine=" + (this == KTOR_CIO ? "cio" : "netty"));
        }
        Path app = target(folderOf(linked)).resolve(linked ? "app-linked" : "app");
        return process.main(mainClass, app.resolve("*").toString()).arguments("port=0", "transport=" + name);
    }

    /** The arguments that make the server speak TLS, and ask for a client's certificate without insisting. */
    List<String> tlsArguments(TlsKeys keys) {
        String store = keys.serverStore().toString();
        if (!isSpring()) {
            return List.of("tls=" + store, "tls-password=" + keys.password());
        }
        return List.of(
                "--server.ssl.key-store=" + store,
                "--server.ssl.key-store-password=" + keys.password(),
                "--server.ssl.trust-store=" + store,
                "--server.ssl.trust-store-password=" + keys.password(),
                "--server.ssl.client-auth=want");
    }

    @Override
    public String toString() {
        return folder();
    }

    /** Whether it is a server of Ktor. */
    public boolean isKtor() {
        return this == KTOR_NETTY || this == KTOR_CIO;
    }

    /** Whether the variant that uses the agent's API is a module of its own. */
    private boolean hasLinkedModule() {
        return isSpring() || this == HELIDON_MCP || this == MICRONAUT_MCP;
    }

    private String folderOf(boolean linked) {
        return folder() + (linked && hasLinkedModule() && this != SPRING_AI_WEBFLUX_TOMCAT ? "-linked" : "");
    }

    private boolean isSpring() {
        return name().startsWith("SPRING_");
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
}
