package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.testapps.harness.Jdks;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the agent adds to the start of a JVM, with and without it in turn, as medians.
 *
 * <p>Targets on an idle machine: hello world at most 120 ms over an empty agent; a Tomcat MCP server's first answer at
 * most 400 ms later; the first valid token's answer at most 300 ms after that.
 */
public final class StartUp {
    private static final int ROUNDS = Integer.getInteger("rounds", 15);
    private static final List<ServerKind> SERVERS = List.of(ServerKind.SDK2_TOMCAT11, ServerKind.SPRING_AI_WEBMVC);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private StartUp() {}

    /** Reads the system properties agent.jar, servers.dir, rounds, jdk17.home and jdk25.home. */
    public static void main(String[] arguments) throws IOException {
        Path agent = Built.agent();
        Built.announceServers();
        Path empty = Files.createTempFile("empty-agent", ".jar");
        try (EmbeddedIssuer issuer =
                EmbeddedIssuer.builder().tokenLifetime(Duration.ofHours(12)).start()) {
            EmptyAgent.write(empty);
            Tokens tokens = new Tokens(issuer);
            Map<String, String> options = tokens.agentOptions();
            for (int jdk : new int[] {17, 25}) {
                System.out.println("JDK " + jdk + ", " + Jdks.home(jdk) + ", medians of " + ROUNDS);
                System.out.print(helloWorld(jdk, empty, agent, options));
                for (ServerKind server : SERVERS) {
                    System.out.println(" " + server);
                    System.out.print(server(server, jdk, agent, options, tokens));
                }
            }
        } finally {
            Files.delete(empty);
        }
    }

    private static String helloWorld(int jdk, Path empty, Path agent, Map<String, String> options) {
        Medians medians = new Medians();
        for (int i = 0; i < ROUNDS; i++) {
            run(medians, "hello world, empty agent", helloWorld(jdk).agent(empty, Map.of()));
            run(medians, "hello world, agent", helloWorld(jdk).agent(agent, options));
        }
        return medians.report();
    }

    private static ServerProcessBuilder helloWorld(int jdk) {
        return ServerProcess.builder().jdk(jdk).main(HelloWorld.class.getName(), ownJar());
    }

    private static String ownJar() {
        return Path.of(URI.create(HelloWorld.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
    }

    private static void run(Medians medians, String name, ServerProcessBuilder program) {
        Duration cpu = CpuTime.ofEndedChildren();
        long start = System.nanoTime();
        int exit = program.runToExit(LIMIT).code();
        if (exit != 0) {
            throw new IllegalStateException(name + ": exit " + exit);
        }
        medians.add(name, Duration.ofNanos(System.nanoTime() - start));
        medians.add(name + ": CPU", CpuTime.ofEndedChildren().minus(cpu));
    }

    private static String server(ServerKind kind, int jdk, Path agent, Map<String, String> options, Tokens tokens)
            throws IOException {
        Medians medians = new Medians();
        ServerStart start = new ServerStart(medians);
        for (int i = 0; i < ROUNDS; i++) {
            start.open(kind.process(true, Transport.STREAMABLE).jdk(jdk));
            start.guarded(kind.process(true, Transport.STREAMABLE).jdk(jdk).agent(agent, options), tokens.next());
        }
        return medians.report();
    }
}
