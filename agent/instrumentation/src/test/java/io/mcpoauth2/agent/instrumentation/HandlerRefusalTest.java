package io.mcpoauth2.agent.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.instrumentation.handler.TestAgent;
import java.lang.reflect.Method;
import java.util.Objects;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A class of handlers that cannot be woven refuses every call, or is not loaded. */
class HandlerRefusalTest {
    private final RefusalCalls calls = new RefusalCalls();

    @BeforeAll
    static void installAgent() {
        TestAgent.install();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                RefusalSamples.Plain.class,
                RefusalSamples.WithDefault.class,
                RefusalSamples.Value.class,
                RefusalSamples.WithLambda.class
            })
    void everyMethodOfAHandlerClassRefusesWhenAnErrorIsThrownWhileWeaving(Class<?> sample) throws Exception {
        Class<?> loaded = JvmTransformer.load(calls.failing(), sample.getName(), ClassFiles.of(sample));

        calls.assertRefuses(() -> calls.invoke(loaded, "handle"));
        calls.assertRefuses(() -> calls.invoke(loaded, "other"));
        for (Method method : loaded.getDeclaredMethods()) {
            if (method.isSynthetic()) {
                method.setAccessible(true);
                calls.assertRefuses(() -> calls.invoke(method, null));
            }
        }
    }

    @Test
    void handlerClassStillInitialisesAndConstructsWhenItRefuses() throws Exception {
        Class<?> loaded = JvmTransformer.load(
                calls.failing(), RefusalSamples.Plain.class.getName(), ClassFiles.of(RefusalSamples.Plain.class));

        assertThat(loaded.getConstructor().newInstance()).isNotNull();
        var field = loaded.getDeclaredField("INITIALISED");
        field.setAccessible(true);
        assertThat(field.get(null)).hasToString("yes");
    }

    @Test
    void handlerAtTheSizeLimitRefuses() throws Exception {
        Class<?> loaded =
                JvmTransformer.load(calls.filter(), "big.Tools", LimitedClassFiles.ofLargestMethod("big/Tools"));

        calls.assertRefuses(() -> calls.invoke(loaded, "handle"));
        assertThat(calls.logged()).contains("handler class big.Tools", "all calls to it are refused");
    }

    @Test
    void constantsThatOnlyBodiesUseDoNotKeepAClassFromRefusing() throws Exception {
        Class<?> loaded =
                JvmTransformer.load(calls.filter(), "full.Tools", LimitedClassFiles.ofFullPool("full/Tools", false));

        calls.assertRefuses(() -> calls.invoke(loaded, "handle"));
    }

    @Test
    void classThatHasNoRoomToRefuseIsNotLoaded() {
        byte[] classFile = LimitedClassFiles.ofFullPool("full/Tools", true);

        assertThatThrownBy(() -> JvmTransformer.load(calls.filter(), "full.Tools", classFile))
                .isInstanceOf(ClassFormatError.class);
        assertThat(calls.logged()).contains("ERROR", "handler class full.Tools", "so it cannot be loaded");
    }

    @Test
    void classWithANativeHandlerIsNotLoaded() {
        assertThatThrownBy(() -> JvmTransformer.load(
                        calls.filter(),
                        RefusalSamples.WithNative.class.getName(),
                        ClassFiles.of(RefusalSamples.WithNative.class)))
                .isInstanceOf(ClassFormatError.class);
        assertThat(calls.logged()).contains("its handler handle is native", "so it cannot be loaded");
    }

    @Test
    void classFileOfALaterJavaBecomesOneNoJvmLoads() throws Exception {
        byte[] classFile = ClassFiles.of(RefusalSamples.Plain.class);
        classFile[7] = 73;

        byte[] handedOut = calls.filter()
                .transform(new ClassLoader() {}, RefusalSamples.Plain.class.getName(), null, null, classFile);

        byte[] answer = Objects.requireNonNull(handedOut);
        assertThat(answer).isNotEmpty();
        assertThatThrownBy(() -> JvmTransformer.define(null, answer)).isInstanceOf(ClassFormatError.class);
    }

    @Test
    void guardIsInMethodsThatACompilerCallsBridgesToo() throws Exception {
        byte[] classFile = ClassFiles.withMethodFlag(RefusalSamples.Plain.class, "handle", Opcodes.ACC_BRIDGE);

        Class<?> loaded = JvmTransformer.load(calls.filter(), RefusalSamples.Plain.class.getName(), classFile);

        calls.assertGuarded(loaded);
    }

    @Test
    void handlerOfAClassLoaderIsGuarded() throws Exception {
        Class<?> loaded = JvmTransformer.load(
                calls.filter(),
                RefusalSamples.WithLoader.class.getName(),
                ClassFiles.of(RefusalSamples.WithLoader.class));

        calls.assertGuarded(loaded);
    }
}
