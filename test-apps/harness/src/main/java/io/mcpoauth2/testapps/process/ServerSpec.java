package io.mcpoauth2.testapps.process;

import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import io.mcpoauth2.testapps.harness.TlsKeys;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A server to be started; two equal ones can share a process.
 *
 * @param kind which server
 * @param jdk the feature release it runs on
 * @param transport the MCP transport it offers
 * @param linked whether its tools use the agent's API
 * @param protectedByAgent whether the agent is there
 * @param arguments of the program
 * @param settings of the agent, over those that every test has (issuer, audience, {@code allow_http})
 */
public record ServerSpec(
        ServerKind kind,
        int jdk,
        Transport transport,
        boolean linked,
        boolean protectedByAgent,
        List<String> arguments,
        Map<String, String> settings) {

    /** The releases of Java that everything is tested on. */
    public static final List<Integer> JDKS = List.of(17, 25);

    /** Stands for the arguments that name the keys, which are made only when a server needs them. */
    private static final String TLS = "tls";

    /** Returns the plain server with its default transport behind the agent. */
    public static ServerSpec of(ServerKind kind, int jdk) {
        return new ServerSpec(kind, jdk, kind.defaultTransport(), false, true, List.of(), Map.of());
    }

    /**
     * Returns the kinds that have a door as {@link #each} does: of those that share one the first, unless everything is to be
     * tested.
     */
    public static Stream<ServerSpec> all() {
        return ServerKind.withDoor().stream()
                .filter(kind -> isEverything() || !kind.isSecondOfItsDoor())
                .flatMap(ServerSpec::each);
    }

    /** Returns these kinds on the JDKs of {@link #jdks}, plain, with their default transports, behind the agent. */
    public static Stream<ServerSpec> each(ServerKind... kinds) {
        return Stream.of(kinds).flatMap(kind -> jdks(kind).map(jdk -> of(kind, jdk)));
    }

    /** As {@link #all}, but on every JDK that the kind runs on: for the few tests that everything has to pass everywhere. */
    public static Stream<ServerSpec> everywhere() {
        return ServerKind.withDoor().stream().flatMap(kind -> allJdks(kind).map(jdk -> of(kind, jdk)));
    }

    /**
     * Returns the releases that a kind is tested on: one, about half of the kinds on each, or all of them where the system
     * property {@code tests.jdks} is {@code all}.
     */
    public static Stream<Integer> jdks(ServerKind kind) {
        return isEverything() ? allJdks(kind) : Stream.of(kind.jdk());
    }

    /** Whether everything is to be tested, and not only one of each kind. */
    public static boolean isEverything() {
        return "all".equals(System.getProperty("tests.jdks"));
    }

    private static Stream<Integer> allJdks(ServerKind kind) {
        return JDKS.stream().filter(kind::runsOn);
    }

    /** Returns a release that a kind runs on: those of every other number are the first, where it runs on both. */
    public static int jdk(ServerKind kind, int number) {
        List<Integer> jdks = allJdks(kind).toList();
        return jdks.get(number % jdks.size());
    }

    /** The same, and on every other JDK too where everything is to be tested. */
    public Stream<ServerSpec> andOnOtherJdks() {
        return isEverything() ? allJdks(kind).map(this::on) : Stream.of(this);
    }

    private ServerSpec on(int other) {
        return new ServerSpec(kind, other, transport, linked, protectedByAgent, arguments, settings);
    }

    /** The same with another transport. */
    public ServerSpec transport(Transport other) {
        return new ServerSpec(kind, jdk, other, linked, protectedByAgent, arguments, settings);
    }

    /** The same with tools that use the agent's API. */
    public ServerSpec withApi() {
        return new ServerSpec(kind, jdk, transport, true, protectedByAgent, arguments, settings);
    }

    /** The same without the agent. */
    public ServerSpec withoutAgent() {
        return new ServerSpec(kind, jdk, transport, linked, false, arguments, settings);
    }

    /** The same with one more argument of the program, {@code mode=async} say. */
    public ServerSpec argument(String argument) {
        List<String> more = new ArrayList<>(arguments);
        more.add(argument);
        return new ServerSpec(kind, jdk, transport, linked, protectedByAgent, List.copyOf(more), settings);
    }

    /** The same by TLS, with the keys of {@link Servers#tlsKeys}. */
    public ServerSpec withTls() {
        return argument(TLS);
    }

    boolean isTls() {
        return arguments.contains(TLS);
    }

    /** The same with a setting of the agent, {@code exempt_routes} say. */
    public ServerSpec setting(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(key, value);
        return new ServerSpec(kind, jdk, transport, linked, protectedByAgent, arguments, Map.copyOf(more));
    }

    /**
     * Describes the process.
     *
     * @param defaults settings of the agent where this has none
     * @param keys asked if it speaks TLS
     */
    ServerProcessBuilder process(Map<String, String> defaults, Supplier<TlsKeys> keys) {
        ServerProcessBuilder process = kind.process(linked, transport)
                .jdk(jdk)
                // Many at a time.
                .jvmArguments("-Xmx256m")
                .arguments(arguments.stream()
                        .filter(argument -> !argument.equals(TLS))
                        .toArray(String[]::new));
        if (isTls()) {
            process.arguments(kind.tlsArguments(keys.get()).toArray(String[]::new));
        }
        if (protectedByAgent) {
            Map<String, String> all = new LinkedHashMap<>(defaults);
            all.putAll(settings);
            process.agent(Artifacts.agentJar(), all);
        }
        return process;
    }

    /** Short, for display names. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(kind + " on " + jdk);
        if (transport != kind.defaultTransport()) {
            text.append(", ").append(transport);
        }
        if (linked) {
            text.append(", with api");
        }
        if (!protectedByAgent) {
            text.append(", without agent");
        }
        arguments.forEach(argument -> text.append(", ").append(argument));
        settings.forEach(
                (key, value) -> text.append(", ").append(key).append('=').append(value));
        return text.toString();
    }
}
