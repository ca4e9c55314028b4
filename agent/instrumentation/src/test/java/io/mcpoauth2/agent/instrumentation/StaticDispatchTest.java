package io.mcpoauth2.agent.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.instrumentation.StaticDispatchSamples.CloseAdvice;
import io.mcpoauth2.agent.instrumentation.StaticDispatchSamples.HandleAdvice;
import io.mcpoauth2.agent.instrumentation.StaticDispatchSamples.IsOpenAdvice;
import io.mcpoauth2.agent.instrumentation.StaticDispatchSamples.OldServer;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import io.mcpoauth2.agent.instrumentation.handler.TestAgent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Advice works the same in class files that are too old for invokedynamic, before and after they are loaded. */
class StaticDispatchTest {
    private static final TypeInstrumentation OLD_SERVER = new TypeInstrumentation(
            OldServer.class.getName(),
            "Old door",
            true,
            List.of(
                    new MethodWeaving("handle", List.of("long"), HandleAdvice.class.getName(), true),
                    new MethodWeaving("close", List.of(), CloseAdvice.class.getName(), true),
                    new MethodWeaving("isOpen", List.of(), IsOpenAdvice.class.getName(), true)));

    private final List<Object> ran = new ArrayList<>();

    @BeforeAll
    static void installAgent() {
        TestAgent.install();
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcodes.V1_2, Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_7, Opcodes.V17})
    void adviceRunsInAClassOfAnyVersion(int version) throws Exception {
        assertIsWoven(JvmTransformer.load(
                new OneClassWeaver(OLD_SERVER),
                OldServer.class.getName(),
                ClassFiles.ofVersion(version, OldServer.class)));
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcodes.V1_2, Opcodes.V1_5, Opcodes.V1_6, Opcodes.V17})
    void adviceRunsInAClassThatWasLoadedBefore(int version) throws Exception {
        Class<?> loaded =
                JvmTransformer.define(OldServer.class.getName(), ClassFiles.ofVersion(version, OldServer.class));
        assertThat(handle(loaded, 7)).isEqualTo(7L);
        ran.clear();

        JvmTransformer.retransform(new OneClassWeaver(OLD_SERVER), loaded);

        assertIsWoven(loaded);
    }

    private void assertIsWoven(Class<?> loaded) throws Exception {
        assertThat(handle(loaded, 7)).isEqualTo(8L);
        assertThat(ran).containsExactly(7L, 8L);
        ran.clear();

        assertThat(handle(loaded, 0)).isEqualTo(503L);
        assertThat(ran).isEmpty();
        assertThatThrownBy(() -> handle(loaded, -1))
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessage("refused with weight 0.5");
        assertThat(ran).isEmpty();

        loaded.getMethod("close", List.class).invoke(null, ran);
        assertThat(ran).containsExactly("before", "closed");

        assertThat(loaded.getMethod(
                                "isOpen", byte.class, char.class, short.class, float.class, boolean.class, Object.class)
                        .invoke(null, (byte) 1, 'c', (short) 2, 3f, false, null))
                .isEqualTo(true);
        ran.clear();
    }

    private Object handle(Class<?> loaded, long request) throws Exception {
        return loaded.getMethod("handle", long.class, double.class, int.class, List.class)
                .invoke(loaded.getConstructor().newInstance(), request, 0.5, 2, ran);
    }
}
