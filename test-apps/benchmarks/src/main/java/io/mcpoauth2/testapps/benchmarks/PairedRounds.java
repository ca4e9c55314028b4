package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.testapps.harness.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Compares a server with an open one by rounds of load: CPU a request by the process's own clock, and throughput.
 *
 * <p>Both run all the time and are loaded in turns, so that what else the machine does meets both. What is told are
 * medians over the rounds and, in brackets, the least and the most. Reads the system properties rounds, seconds and warm-up.
 */
final class PairedRounds {
    static final int COUNT = Integer.getInteger("rounds", 9);
    static final int SECONDS = Integer.getInteger("seconds", 5);
    private static final int WARM_UP_SECONDS = Integer.getInteger("warm-up", 20);

    private final LoadGenerator load;
    private final ServerProcess open;
    private final ServerProcess other;
    private final List<Pair> pairs = new ArrayList<>();

    PairedRounds(LoadGenerator load, ServerProcess open, ServerProcess other) {
        this.load = load;
        this.open = open;
        this.other = other;
    }

    /** Loads a server for its JVM to compile what a request needs, and returns the CPU of a request in µs. */
    static double warmUp(LoadGenerator load, ServerProcess server) throws IOException, InterruptedException {
        return round(load, server, WARM_UP_SECONDS).micros;
    }

    /** Loads both servers once, in the order that the last round had not. */
    void next() throws IOException, InterruptedException {
        if (pairs.size() % 2 == 0) {
            Round first = round(load, open, SECONDS);
            pairs.add(new Pair(first, round(load, other, SECONDS)));
        } else {
            Round first = round(load, other, SECONDS);
            pairs.add(new Pair(round(load, open, SECONDS), first));
        }
    }

    String openMicros() {
        return spread(pair -> pair.open.micros);
    }

    String moreMicros() {
        return spread(pair -> pair.other.micros - pair.open.micros);
    }

    String openPerSecond() {
        return spread(pair -> pair.open.perSecond);
    }

    String share() {
        return spread(pair -> pair.other.perSecond / pair.open.perSecond);
    }

    private static Round round(LoadGenerator load, ServerProcess server, int seconds)
            throws IOException, InterruptedException {
        Duration before = CpuTime.of(server.pid());
        LoadGenerator.Load answered = load.run(server.port(), seconds);
        Duration cpu = CpuTime.of(server.pid()).minus(before);
        return new Round(cpu.toNanos() / 1e3 / answered.requests(), answered.perSecond());
    }

    private String spread(ToDoubleFunction<Pair> value) {
        double[] sorted = pairs.stream().mapToDouble(value).sorted().toArray();
        return String.format(
                Locale.ROOT, "%.2f (%.2f to %.2f)", sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    private record Round(double micros, double perSecond) {}

    private record Pair(Round open, Round other) {}
}
