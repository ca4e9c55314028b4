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
import java.util.Map;

/**
 * Compares what the agent costs Spring AI's server with what other ways to protect it cost, and OpenTelemetry's agent.
 *
 * <p>Each is compared with the same server without anything by {@link PairedRounds}, in turns of one run; all bring 1,000
 * tokens by turns. The other ways verify every token they are shown; the agent remembers its verdicts.
 */
public final class SideBySide {
    /** What is left of a request's CPU when a warm-up more was of no use. */
    private static final double STEADY = 0.9;

    private final int jdk;
    private final EmbeddedIssuer issuer;
    private final Tokens tokens;

    private SideBySide(int jdk, EmbeddedIssuer issuer) {
        this.jdk = jdk;
        this.issuer = issuer;
        this.tokens = new Tokens(issuer);
    }

    /**
     * Reads the system properties agent.jar, otel.jar (without it OpenTelemetry is left out), servers.dir, rounds, seconds,
     * warm-up, jdk, jdk17.home and jdk25.home.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Built.announceServers();
        try (EmbeddedIssuer issuer =
                EmbeddedIssuer.builder().tokenLifetime(Duration.ofHours(12)).start()) {
            new SideBySide(Integer.getInteger("jdk", 25), issuer).run();
        }
    }

    private void run() throws IOException, InterruptedException {
        List<Way> ways = ways();
        List<ServerProcess> servers = new ArrayList<>();
        try (LoadGenerator load = new LoadGenerator(tokens.next(1000))) {
            ServerProcess open = open().start();
            servers.add(open);
            List<PairedRounds> rounds = new ArrayList<>();
            for (Way way : ways) {
                ServerProcess server = way.process.start();
                servers.add(server);
                check(way, server.port());
                rounds.add(new PairedRounds(load, open, server));
            }
            for (ServerProcess server : servers) {
                warmUp(load, server);
            }
            for (int i = 0; i < PairedRounds.COUNT; i++) {
                for (PairedRounds each : rounds) {
                    each.next();
                }
            }
            print(ways, rounds);
        } finally {
            servers.forEach(ServerProcess::close);
        }
    }

    private List<Way> ways() {
        Path agent = Built.agent();
        List<Way> ways = new ArrayList<>();
        ways.add(new Way("the agent", true, open().agent(agent, tokens.agentOptions())));
        ways.add(new Way("servlet filter with Nimbus", true, secured("filter")));
        ways.add(new Way("Spring Security", true, secured("resource-server")));
        String otel = System.getProperty("otel.jar");
        if (otel != null) {
            ways.add(new Way("OpenTelemetry's agent", false, observed(otel)));
            ways.add(new Way("both agents", true, observed(otel).agent(agent, tokens.agentOptions())));
        }
        return ways;
    }

    private ServerProcessBuilder open() {
        return ServerKind.SPRING_AI_WEBMVC.process(false, Transport.STATELESS).jdk(jdk);
    }

    private ServerProcessBuilder secured(String profile) {
        return ServerKind.SPRING_AI_WEBMVC_SECURED
                .process(false, Transport.STATELESS)
                .jdk(jdk)
                .arguments(
                        "--spring.profiles.active=" + profile,
                        "--issuer=" + issuer.issuer(),
                        "--jwks=" + issuer.jwksUri(),
                        "--audience=" + Tokens.AUDIENCE);
    }

    /** Spans are made of every request, but sent nowhere: what a collector costs is no part of it. */
    private ServerProcessBuilder observed(String otel) {
        return open().agent(Path.of(otel), Map.of())
                .property("otel.traces.exporter", "none")
                .property("otel.metrics.exporter", "none")
                .property("otel.logs.exporter", "none");
    }

    /** What is measured has to be protection: a server that refused nobody, or everybody, would be a fast one. */
    private void check(Way way, int port) throws IOException {
        int refused = way.protects ? 401 : 200;
        try {
            Initialize.withToken(port, tokens.next(), 200);
            Initialize.withToken(port, tokens.forAnotherServer(), refused);
            Initialize.withoutToken(port, refused);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(way.name, e);
        }
    }

    /** Those that serve less in a second run the code less often, and are compiled later: one time for all would be unfair. */
    private static void warmUp(LoadGenerator load, ServerProcess server) throws IOException, InterruptedException {
        double before;
        double now = Double.POSITIVE_INFINITY;
        do {
            before = now;
            now = PairedRounds.warmUp(load, server);
        } while (now < STEADY * before);
    }

    private void print(List<Way> ways, List<PairedRounds> rounds) {
        System.out.printf(
                "%s, JDK %d, %s, %d rounds of %d s: median (least to most)%n",
                ServerKind.SPRING_AI_WEBMVC, jdk, Jdks.home(jdk), PairedRounds.COUNT, PairedRounds.SECONDS);
        System.out.printf(
                "open: CPU a request, µs %s; requests a second %s%n",
                rounds.get(0).openMicros(), rounds.get(0).openPerSecond());
        String line = "  %-28s %-32s %s%n";
        System.out.printf(line, "", "more CPU a request than open, µs", "share of open's throughput");
        for (int i = 0; i < ways.size(); i++) {
            System.out.printf(
                    line,
                    ways.get(i).name,
                    rounds.get(i).moreMicros(),
                    rounds.get(i).share());
        }
    }

    /** One way to run the server. */
    private record Way(String name, boolean protects, ServerProcessBuilder process) {}
}
