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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a request costs a real server more with the agent than without it: CPU by the process's own clock, and throughput.
 *
 * <p>Both servers run all the time and are loaded in turns, so that what else the machine does meets both. What is printed
 * are medians over the rounds and, in brackets, the least and the most. Targets: at most 8 µs of CPU a request more,
 * and 0.93 of the throughput.
 */
public final class ServerLoad {
    private static final int ROUNDS = Integer.getInteger("rounds", 9);
    private static final int SECONDS = Integer.getInteger("seconds", 5);
    private static final int WARM_UP_SECONDS = Integer.getInteger("warm-up", 20);
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
        Path agent = Path.of(System.getProperty("agent.jar", "agent/dist/target/mcp-oauth2-agent.jar"));
        if (System.getProperty("servers.dir") == null) {
            System.setProperty("servers.dir", "test-apps/servers");
        }
        try (EmbeddedIssuer issuer =
                EmbeddedIssuer.builder().tokenLifetime(Duration.ofHours(12)).start()) {
            Map<String, String> options =
                    Map.of("issuer", issuer.issuer(), "audience", Tokens.AUDIENCE, "allow_http", "true");
            Tokens tokens = new Tokens(issuer);
            List<String> thousand = Stream.generate(tokens::next).limit(1000).toList();
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
            load.run(open.port(), WARM_UP_SECONDS);
            load.run(guarded.port(), WARM_UP_SECONDS);
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                pairs.add(
                        i % 2 == 0
                                ? new Pair(round(load, open), round(load, guarded))
                                : reversed(round(load, guarded), round(load, open)));
            }
            System.out.printf(
                    Locale.ROOT,
                    "  %-22s CPU a request, µs: open %s, more with the agent %s%n",
                    name,
                    spread(pairs, pair -> pair.open.micros),
                    spread(pairs, pair -> pair.guarded.micros - pair.open.micros));
            System.out.printf(
                    Locale.ROOT,
                    "  %-22s requests a second: open %s, share with the agent %s%n",
                    "",
                    spread(pairs, pair -> pair.open.perSecond),
                    spread(pairs, pair -> pair.guarded.perSecond / pair.open.perSecond));
        }
    }

    private static ServerProcessBuilder server(ServerKind kind, int jdk) {
        return kind.process(false, Transport.STATELESS).jdk(jdk);
    }

    private static Round round(LoadGenerator generator, ServerProcess server) throws IOException, InterruptedException {
        Duration before = CpuTime.of(server.pid());
        LoadGenerator.Load load = generator.run(server.port(), SECONDS);
        Duration cpu = CpuTime.of(server.pid()).minus(before);
        return new Round(cpu.toNanos() / 1e3 / load.requests(), load.perSecond());
    }

    private static Pair reversed(Round guarded, Round open) {
        return new Pair(open, guarded);
    }

    private static String spread(List<Pair> pairs, ToDoubleFunction<Pair> value) {
        double[] sorted = pairs.stream().mapToDouble(value).sorted().toArray();
        return String.format(
                Locale.ROOT, "%.2f (%.2f to %.2f)", sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    private record Round(double micros, double perSecond) {}

    private record Pair(Round open, Round guarded) {}
}
