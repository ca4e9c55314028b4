package io.mcpoauth2.agent.instrumentation.listeners;

import io.mcpoauth2.agent.config.ListenerSettings;
import io.mcpoauth2.agent.instrumentation.Coverage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out whose a listener is, by the code that opens it: never by its port or by a name alone. */
final class ListenerJudge {
    private static final ServerDoor TOMCAT =
            new ServerDoor("Tomcat door", "org.apache.catalina.connector.CoyoteAdapter");
    private static final ServerDoor JETTY = new ServerDoor("Jetty door", "org.eclipse.jetty.server.Server");
    private static final ServerDoor UNDERTOW = new ServerDoor("Undertow door", "io.undertow.server.Connectors");

    private static final ServerDoor KTOR_CIO =
            new ServerDoor("Ktor door for CIO", "io.ktor.server.cio.CIOApplicationEngine");

    private static final ServerDoor HELIDON =
            new ServerDoor("Helidon door", "io.helidon.webserver.http.HttpRoutingImpl");

    /** What opens the sockets of the servers that there are doors for. */
    private static final Map<String, ServerDoor> CONNECTORS = Map.of(
            "org.apache.catalina.connector.Connector", TOMCAT,
            "org.eclipse.jetty.server.AbstractConnector", JETTY,
            "io.undertow.Undertow", UNDERTOW,
            "org.wildfly.extension.undertow.ListenerService", UNDERTOW,
            "org.jboss.as.domain.http.server.ManagementHttpServer", UNDERTOW,
            "io.ktor.server.cio.backend.HttpServerKt$httpServer$acceptJob$1", KTOR_CIO,
            "io.helidon.webserver.ServerListener", HELIDON);

    /**
     * The same of servers on Netty: what configures the channels of their connections. Vert.x has the same for its TCP
     * servers, which cannot be told apart.
     */
    private static final Map<String, String> NETTY_SERVERS = Map.of(
            "reactor.netty.http.server.HttpServerConfig", "Reactor Netty door",
            "io.ktor.server.netty.NettyChannelInitializer", "Ktor door for Netty",
            "io.vertx.core.net.impl.ServerChannelLoadBalancer", "Vert.x door",
            "io.micronaut.http.server.netty.NettyHttpServer$Listener", "Micronaut door");

    /** Where the JDK's own server opens its sockets. Its door's class may be loaded later; it is woven then. */
    private static final String JDK_SERVER = "sun.net.httpserver.ServerImpl";

    private static final String JDK_SERVER_MODULE = "jdk.httpserver";
    private static final String JDK_MANAGEMENT = "jdk.management.agent";
    private static final String JDK_MANAGEMENT_RMI = "java.management.rmi";
    private static final String SERVLETS = "servlet layer";

    private final ListenerSettings settings;
    private final OtherAgents agents;
    private final Coverage coverage;

    ListenerJudge(ListenerSettings settings, OtherAgents agents, Coverage coverage) {
        this.settings = settings;
        this.agents = agents;
        this.coverage = coverage;
    }

    /** Whether one of the servers that there are doors for has been loaded. */
    static boolean includesServer(Class<?>[] loaded) {
        for (Class<?> type : loaded) {
            if (CONNECTORS.containsKey(type.getName())
                    || NETTY_SERVERS.containsKey(type.getName())
                    || (type.getName().equals(JDK_SERVER) && Opener.isJdk(type))) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param listener a server socket or channel that the calling thread binds, or the promise of a channel of Netty
     */
    Finding judge(Object listener) throws ReflectiveOperationException {
        Opener opener = Opener.ofThisCall();
        if (ListenerAddress.isPromise(listener)) {
            NettyServer server = NettyServer.of(listener);
            return server == null
                    ? new Finding(Finding.Kind.ELSEWHERE, "a client of Netty")
                    : judge(server.code(), Opener.described(server.identity()), server.channel());
        }
        if (opener.includesNameEndingWith(ListenerClass.NETTY_BINDING)) {
            return new Finding(Finding.Kind.ELSEWHERE, "a channel of Netty");
        }
        List<Class<?>> foreign = opener.foreign();
        if (opener.includesJdk(JDK_MANAGEMENT) || (foreign.isEmpty() && opener.includesJdk(JDK_MANAGEMENT_RMI))) {
            return new Finding(Finding.Kind.JDK, JDK_MANAGEMENT);
        }
        String owner = ownerToLeave(foreign);
        if (owner != null) {
            return new Finding(Finding.Kind.OTHER_AGENT, owner);
        }
        String door = doorOf(opener);
        return door == null ? withoutDoor(opener.text()) : new Finding(Finding.Kind.DOOR, door);
    }

    private Finding judge(List<Class<?>> code, String text, Class<?> channel) {
        String owner = ownerToLeave(code);
        if (owner != null) {
            return new Finding(Finding.Kind.OTHER_AGENT, owner);
        }
        for (Class<?> type : code) {
            String door = NETTY_SERVERS.get(type.getName());
            if (door != null && coverage.isDoorBeside(type.getClassLoader(), door)) {
                return new Finding(Finding.Kind.DOOR, door);
            }
        }
        return withoutDoor(text + " on " + Opener.described(channel));
    }

    private @Nullable String ownerToLeave(List<Class<?>> code) {
        return settings.protectsOtherAgents() ? null : agents.ownerOf(code);
    }

    private Finding withoutDoor(String text) {
        Finding.Kind kind = coverage.doors().contains(SERVLETS) ? Finding.Kind.SERVLETS : Finding.Kind.UNKNOWN;
        return new Finding(kind, text);
    }

    private @Nullable String doorOf(Opener opener) {
        for (Map.Entry<String, ServerDoor> connector : CONNECTORS.entrySet()) {
            Class<?> type = opener.kind(connector.getKey());
            if (type != null && connector.getValue().isBeside(type, coverage)) {
                return connector.getValue().name();
            }
        }
        return opener.includesJdk(JDK_SERVER_MODULE) && opener.kind(JDK_SERVER) != null ? "JDK HttpServer door" : null;
    }

    /**
     * @param entry the class that it is woven into, which the loader of a server's connector may have from another one
     */
    private record ServerDoor(String name, String entry) {
        boolean isBeside(Class<?> connector, Coverage coverage) {
            try {
                Class<?> woven = Class.forName(entry, false, connector.getClassLoader());
                return coverage.isDoorBeside(woven.getClassLoader(), name);
            } catch (ClassNotFoundException | LinkageError e) {
                return false; // The connector then serves with something else.
            }
        }
    }
}
