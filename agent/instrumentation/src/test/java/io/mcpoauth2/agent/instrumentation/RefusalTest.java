package io.mcpoauth2.agent.instrumentation;

import static io.mcpoauth2.agent.instrumentation.RefusalCalls.server;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.instrumentation.handler.TestAgent;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What must be woven and cannot be does not run. Classes are loaded by the JVM through a transformer: what it takes a
 * transformer's answer for is not what one might think (an empty array means "unchanged").
 */
class RefusalTest {
    private final RefusalCalls calls = new RefusalCalls();

    @BeforeAll
    static void installAgent() {
        TestAgent.install();
    }

    @Test
    void logThatThrowsKeepsNoClassFromRefusing() throws Exception {
        ClassFilter filter =
                calls.filter(RefusalCalls.brokenLog(), server("handle", List.of("org.example.Request")), () -> {});

        Class<?> handlers = JvmTransformer.load(
                filter, RefusalSamples.Plain.class.getName(), ClassFiles.of(RefusalSamples.Plain.class));
        calls.assertRefuses(() -> calls.invoke(handlers, "handle"));
        assertThatThrownBy(() -> JvmTransformer.load(
                        filter,
                        RefusalSamples.WithNative.class.getName(),
                        ClassFiles.of(RefusalSamples.WithNative.class)))
                .isInstanceOf(ClassFormatError.class);
        Class<?> server = JvmTransformer.load(
                filter, RefusalSamples.Server.class.getName(), ClassFiles.of(RefusalSamples.Server.class));
        calls.assertRefuses(() -> calls.handle(server));
    }

    @Test
    void classThatIsDefinedWithoutANameIsWovenAsAnyOther() throws Exception {
        Class<?> handlers = JvmTransformer.load(calls.filter(), null, ClassFiles.of(RefusalSamples.Plain.class));
        calls.assertGuarded(handlers);

        ClassFilter doors = calls.filter(server("handle", List.of("org.example.Request")));
        Class<?> server = JvmTransformer.load(doors, null, ClassFiles.of(RefusalSamples.Server.class));
        calls.assertRefuses(() -> calls.handle(server));
    }
}
