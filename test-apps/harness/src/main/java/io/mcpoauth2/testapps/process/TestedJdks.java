package io.mcpoauth2.testapps.process;

import java.util.List;
import java.util.stream.Stream;

/**
 * The releases of Java for tests that hardly differ on them, as their method source: one of them, or all where everything is
 * to be tested.
 */
public final class TestedJdks {
    private TestedJdks() {}

    public static Stream<Integer> first() {
        return ServerSpec.isEverything()
                ? ServerSpec.JDKS.stream()
                : ServerSpec.JDKS.stream().limit(1);
    }

    public static Stream<Integer> last() {
        List<Integer> all = ServerSpec.JDKS;
        return ServerSpec.isEverything() ? all.stream() : Stream.of(all.get(all.size() - 1));
    }
}
