package io.mcpoauth2.agent.instrumentation;

import static io.mcpoauth2.agent.instrumentation.RefusalCalls.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.instrumentation.handler.TestAgent;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server that cannot be woven refuses requests, and still starts. */
class ServerRefusalTest {
    private final RefusalCalls calls = new RefusalCalls();

    @BeforeAll
    static void installAgent() {
        TestAgent.install();
    }

    @Test
    void serverRefusesRequestsOnlyWhenAnErrorIsThrownWhileWeaving() throws Exception {
        ClassFilter filter = calls.filter(calls.log(), server("handle", List.of("java.lang.String")), () -> {
            throw new OutOfMemoryError("no thread");
        });

        assertServerRefusesRequestsOnly(filter);
    }

    @Test
    void serverRefusesWhatHasTheNameOfARequiredMethodThatIsMissing() throws Exception {
        ClassFilter filter = calls.filter(server("handle", List.of("org.example.Request")));

        Class<?> server = assertServerRefusesRequestsOnly(filter);

        calls.assertRefuses(() -> calls.invoke(server, "handle"));
    }

    private Class<?> assertServerRefusesRequestsOnly(ClassFilter filter) throws Exception {
        Class<?> loaded = JvmTransformer.load(
                filter, RefusalSamples.Server.class.getName(), ClassFiles.of(RefusalSamples.Server.class));
        Object server = loaded.getConstructor().newInstance();
        assertThat(loaded.getMethod("version").invoke(null)).isEqualTo("11.0");
        assertThat(loaded.getMethod("start").invoke(server)).isEqualTo("started");
        calls.assertRefuses(() -> calls.handle(loaded));
        assertThat(calls.logged()).contains("ERROR", "its requests are refused");
        return loaded;
    }

    @Test
    void serverWithoutAnyMethodOfTheNameRefusesAllButStaticOnes() throws Exception {
        ClassFilter filter = calls.filter(server("renamedSince", List.of()));

        Class<?> loaded = JvmTransformer.load(
                filter, RefusalSamples.Server.class.getName(), ClassFiles.of(RefusalSamples.Server.class));

        assertThat(loaded.getMethod("version").invoke(null)).isEqualTo("11.0");
        calls.assertRefuses(() -> calls.handle(loaded));
        calls.assertRefuses(() -> calls.invoke(loaded, "handle"));
    }
}
