package io.mcpoauth2.agent.instrumentation.listeners;

import io.mcpoauth2.agent.config.ListenerSettings;
import io.mcpoauth2.agent.instrumentation.Coverage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out whose a listener is, by the code that opens it: never by its port or by a name alone. */
final class ListenerJudge {
    /** What opens the sockets of the servers that there are doors for, and the door beside it in the same loader. */
    private static final Map<String, String> CONNECTORS = Map.of(
            "org.apache.catalina.connector.Connector", "Tomcat door",
            "org.eclipse.jetty.server.AbstractConnector", "Jetty door",
            "io.helidon.webserver.ServerListener", "Helidon door");

    /** The same of servers on Netty: what configures the channels of their connections. */
    private static final Map<String, String> NETTY_SERVERS = Map.of(
            "reactor.netty.http.server.HttpServerConfig", "Reactor Netty door",
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
        for (Map.Entry<String, String> connector : CONNECTORS.entrySet()) {
            Class<?> type = opener.kind(connector.getKey());
            if (type != null && coverage.isDoorBeside(type.getClassLoader(), connector.getValue())) {
                return connector.getValue();
            }
        }
        return opener.includesJdk(JDK_SERVER_MODULE) && opener.kind(JDK_SERVER) != null ? "JDK HttpServer door" : null;
    }
}
