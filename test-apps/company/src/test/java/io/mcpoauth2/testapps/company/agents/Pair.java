package io.mcpoauth2.testapps.company.agents;

import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import io.mcpoauth2.testapps.process.Artifacts;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two agents and a server.
 *
 * @param oursLast whether the other one stands before ours
 * @param byVariable whether both are named by {@code JAVA_TOOL_OPTIONS} instead of the command line
 */
record Pair(OtherAgent other, boolean oursLast, boolean byVariable, ServerKind kind, int jdk) {
    /** Both orders of the two agents that weave the most, on the command line, each with a server. */
    static Stream<Pair> usual() {
        return Stream.of(true, false)
                .flatMap(oursLast -> Stream.of(
                        new Pair(OtherAgent.OPENTELEMETRY, oursLast, false, ServerKind.SDK2_TOMCAT11, 25),
                        new Pair(OtherAgent.DATADOG, oursLast, false, ServerKind.SDK2_JETTY12, 17)));
    }

    /** Both orders of those two, with the servers of all other doors. */
    static Stream<Pair> otherDoors() {
        return ServerSpec.each(
                        ServerKind.SPRING_AI_WEBMVC,
                        ServerKind.SPRING_AI_WEBFLUX,
                        ServerKind.QUARKUS_MCP,
                        ServerKind.SDK2_VERTX5,
                        ServerKind.KTOR_NETTY,
                        ServerKind.KTOR_CIO,
                        ServerKind.SDK2_UNDERTOW,
                        ServerKind.HELIDON_MCP,
                        ServerKind.MICRONAUT_MCP,
                        ServerKind.JDK_HTTP)
                .flatMap(spec -> Stream.of(OtherAgent.OPENTELEMETRY, OtherAgent.DATADOG)
                        .flatMap(other -> Stream.of(true, false)
                                .map(oursLast -> new Pair(other, oursLast, false, spec.kind(), spec.jdk()))));
    }

    /** All others of Tomcat and Jetty. */
    static Stream<Pair> rest() {
        List<Pair> usual = usual().toList();
        List<Pair> all = new ArrayList<>();
        for (OtherAgent other : OtherAgent.values()) {
            for (boolean oursLast : new boolean[] {true, false}) {
                for (boolean byVariable : new boolean[] {true, false}) {
                    for (ServerKind kind : List.of(ServerKind.SDK2_TOMCAT11, ServerKind.SDK2_JETTY12)) {
                        ServerSpec.JDKS.forEach(jdk -> all.add(new Pair(other, oursLast, byVariable, kind, jdk)));
                    }
                }
            }
        }
        return all.stream().filter(pair -> !usual.contains(pair));
    }

    ServerProcess start(String issuer) {
        String ours = "-javaagent:" + Artifacts.agentJar() + "=allow_http=true,audience=" + Servers.AUDIENCE
                + ",issuer=" + issuer;
        List<String> options = new ArrayList<>(other.properties());
        options.add(oursLast ? other.javaagent() : ours);
        options.add(oursLast ? ours : other.javaagent());
        ServerProcessBuilder process =
                kind.process(true, kind.defaultTransport()).jdk(jdk).jvmArguments("-Xmx512m");
        if (byVariable) {
            process.environment("JAVA_TOOL_OPTIONS", String.join(" ", options));
        } else {
            process.jvmArguments(options.toArray(String[]::new));
        }
        return process.start();
    }

    @Override
    public String toString() {
        String agents = oursLast ? other + " before ours" : "ours before " + other;
        return agents + (byVariable ? ", by variable" : "") + ", " + kind + " on " + jdk;
    }
}
