package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.testapps.harness.Jdks;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a request costs a real server more with the agent than without it, by {@link PairedRounds}.
 *
 * <p>Targets: at most 8 µs of CPU a request more, and 0.93 of the throughput.
 */
public final class ServerLoad {
    private static final List<ServerKind> SERVERS = Stream.of(
                    System.getProperty("servers", "SDK2_TOMCAT11,SPRING_AI_WEBMVC,JDK_HTTP")
                            .split(",", -1))
            .map(ServerKind::valueOf)
            .toList();
    private static final List<Integer> JDKS = Stream.of(
                    System.getProperty("jdks", "17,25").split(",", -1))
            .map(Integer::valueOf)
            .toList();

    private ServerLoad() {}

    /**
     * Reads the system properties agent.jar, servers.dir, rounds, seconds, warm-up, servers (of {@link ServerKind}), jdks,
     * jdk17.home and jdk25.home.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path agent = Built.agent();
        Built.announceServers();
        try (EmbeddedIssuer issuer =
                EmbeddedIssuer.builder().tokenLifetime(Duration.ofHours(12)).start()) {
            Tokens tokens = new Tokens(issuer);
            Map<String, String> options = tokens.agentOptions();
            List<String> thousand = tokens.next(1000);
            for (ServerKind server : SERVERS) {
                for (int jdk : JDKS) {
                    System.out.println(server + ", JDK " + jdk + ", " + Jdks.home(jdk));
                    compare(server, jdk, agent, options, "one token", thousand.subList(0, 1));
                    compare(server, jdk, agent, options, "1,000 tokens by turns", thousand);
                }
            }
        }
    }

    private static void compare(
            ServerKind kind, int jdk, Path agent, Map<String, String> options, String name, List<String> tokens)
            throws IOException, InterruptedException {
        try (LoadGenerator load = new LoadGenerator(tokens);
                ServerProcess open = server(kind, jdk).start();
                ServerProcess guarded = server(kind, jdk).agent(agent, options).start()) {
            PairedRounds.warmUp(load, open);
            PairedRounds.warmUp(load, guarded);
            PairedRounds rounds = new PairedRounds(load, open, guarded);
            for (int i = 0; i < PairedRounds.COUNT; i++) {
                rounds.next();
            }
            System.out.printf(
                    "  %-22s CPU a request, µs: open %s, more with the agent %s%n",
                    name, rounds.openMicros(), rounds.moreMicros());
            System.out.printf(
                    "  %-22s requests a second: open %s, share with the agent %s%n",
                    "", rounds.openPerSecond(), rounds.share());
        }
    }

    private static ServerProcessBuilder server(ServerKind kind, int jdk) {
        return kind.process(false, Transport.STATELESS).jdk(jdk);
    }
}
