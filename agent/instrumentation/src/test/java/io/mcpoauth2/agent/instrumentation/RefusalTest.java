package io.mcpoauth2.agent.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import io.mcpoauth2.agent.instrumentation.handler.HandlerReport;
import io.mcpoauth2.agent.instrumentation.handler.HandlerSignatures;
import io.mcpoauth2.agent.instrumentation.handler.HandlerWeaver;
import io.mcpoauth2.agent.instrumentation.handler.TestAgent;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What must be woven and cannot be does not run. Classes are loaded by the JVM through a transformer: what it takes a
 * transformer's answer for is not what one might think (an empty array means "unchanged").
 */
class RefusalTest {
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final List<String> ran = new ArrayList<>();

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
        Class<?> loaded = JvmTransformer.load(failing(), sample.getName(), ClassFiles.of(sample));

        assertRefuses(() -> invoke(loaded, "handle"));
        assertRefuses(() -> invoke(loaded, "other"));
        for (Method method : loaded.getDeclaredMethods()) {
            if (method.isSynthetic()) {
                method.setAccessible(true);
                assertRefuses(() -> invoke(method, null));
            }
        }
    }

    @Test
    void handlerClassStillInitialisesAndConstructsWhenItRefuses() throws Exception {
        Class<?> loaded = JvmTransformer.load(
                failing(), RefusalSamples.Plain.class.getName(), ClassFiles.of(RefusalSamples.Plain.class));

        assertThat(loaded.getConstructor().newInstance()).isNotNull();
        var field = loaded.getDeclaredField("INITIALISED");
        field.setAccessible(true);
        assertThat(field.get(null)).hasToString("yes");
    }

    @Test
    void handlerAtTheSizeLimitRefuses() throws Exception {
        Class<?> loaded = JvmTransformer.load(filter(), "big.Tools", LimitedClassFiles.ofLargestMethod("big/Tools"));

        assertRefuses(() -> invoke(loaded, "handle"));
        assertThat(logged()).contains("handler class big.Tools", "all calls to it are refused");
    }

    @Test
    void constantsThatOnlyBodiesUseDoNotKeepAClassFromRefusing() throws Exception {
        Class<?> loaded =
                JvmTransformer.load(filter(), "full.Tools", LimitedClassFiles.ofFullPool("full/Tools", false));

        assertRefuses(() -> invoke(loaded, "handle"));
    }

    @Test
    void classThatHasNoRoomToRefuseIsNotLoaded() {
        byte[] classFile = LimitedClassFiles.ofFullPool("full/Tools", true);

        assertThatThrownBy(() -> JvmTransformer.load(filter(), "full.Tools", classFile))
                .isInstanceOf(ClassFormatError.class);
        assertThat(logged()).contains("ERROR", "handler class full.Tools", "so it cannot be loaded");
    }

    @Test
    void classWithANativeHandlerIsNotLoaded() {
        assertThatThrownBy(() -> JvmTransformer.load(
                        filter(),
                        RefusalSamples.WithNative.class.getName(),
                        ClassFiles.of(RefusalSamples.WithNative.class)))
                .isInstanceOf(ClassFormatError.class);
        assertThat(logged()).contains("its handler handle is native", "so it cannot be loaded");
    }

    @Test
    void classFileOfALaterJavaBecomesOneNoJvmLoads() throws Exception {
        byte[] classFile = ClassFiles.of(RefusalSamples.Plain.class);
        classFile[7] = 73;

        byte[] handedOut =
                filter().transform(new ClassLoader() {}, RefusalSamples.Plain.class.getName(), null, null, classFile);

        byte[] answer = Objects.requireNonNull(handedOut);
        assertThat(answer).isNotEmpty();
        assertThatThrownBy(() -> JvmTransformer.define(null, answer)).isInstanceOf(ClassFormatError.class);
    }

    @Test
    void logThatThrowsKeepsNoClassFromRefusing() throws Exception {
        AgentLog broken = new AgentLog(brokenStream(), AgentLog.Level.DEBUG);
        ClassFilter filter = filter(broken, List.of(server("handle", List.of("org.example.Request"))), () -> {});

        Class<?> handlers = JvmTransformer.load(
                filter, RefusalSamples.Plain.class.getName(), ClassFiles.of(RefusalSamples.Plain.class));
        assertRefuses(() -> invoke(handlers, "handle"));
        assertThatThrownBy(() -> JvmTransformer.load(
                        filter,
                        RefusalSamples.WithNative.class.getName(),
                        ClassFiles.of(RefusalSamples.WithNative.class)))
                .isInstanceOf(ClassFormatError.class);
        Class<?> server = JvmTransformer.load(
                filter, RefusalSamples.Server.class.getName(), ClassFiles.of(RefusalSamples.Server.class));
        assertRefuses(() -> handle(server));
    }

    @Test
    void serverRefusesRequestsOnlyWhenAnErrorIsThrownWhileWeaving() throws Exception {
        ClassFilter filter = filter(log(), List.of(server("handle", List.of("java.lang.String"))), () -> {
            throw new OutOfMemoryError("no thread");
        });

        assertServerRefusesRequestsOnly(filter);
    }

    @Test
    void serverRefusesWhatHasTheNameOfARequiredMethodThatIsMissing() throws Exception {
        ClassFilter filter = filter(log(), List.of(server("handle", List.of("org.example.Request"))), () -> {});

        Class<?> server = assertServerRefusesRequestsOnly(filter);

        assertRefuses(() -> invoke(server, "handle"));
    }

    private Class<?> assertServerRefusesRequestsOnly(ClassFilter filter) throws Exception {
        Class<?> loaded = JvmTransformer.load(
                filter, RefusalSamples.Server.class.getName(), ClassFiles.of(RefusalSamples.Server.class));
        Object server = loaded.getConstructor().newInstance();
        assertThat(loaded.getMethod("version").invoke(null)).isEqualTo("11.0");
        assertThat(loaded.getMethod("start").invoke(server)).isEqualTo("started");
        assertRefuses(() -> handle(loaded));
        assertThat(logged()).contains("ERROR", "its requests are refused");
        return loaded;
    }

    @Test
    void serverWithoutAnyMethodOfTheNameRefusesAllButStaticOnes() throws Exception {
        ClassFilter filter = filter(log(), List.of(server("renamedSince", List.of())), () -> {});

        Class<?> loaded = JvmTransformer.load(
                filter, RefusalSamples.Server.class.getName(), ClassFiles.of(RefusalSamples.Server.class));

        assertThat(loaded.getMethod("version").invoke(null)).isEqualTo("11.0");
        assertRefuses(() -> handle(loaded));
        assertRefuses(() -> invoke(loaded, "handle"));
    }

    @Test
    void classThatIsDefinedWithoutANameIsWovenAsAnyOther() throws Exception {
        Class<?> handlers = JvmTransformer.load(filter(), null, ClassFiles.of(RefusalSamples.Plain.class));
        assertThatThrownBy(() -> invoke(handlers, "handle"))
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("needs an authenticated caller");

        ClassFilter doors = filter(log(), List.of(server("handle", List.of("org.example.Request"))), () -> {});
        Class<?> server = JvmTransformer.load(doors, null, ClassFiles.of(RefusalSamples.Server.class));
        assertRefuses(() -> handle(server));
    }

    @Test
    void guardIsInMethodsThatACompilerCallsBridgesToo() throws Exception {
        byte[] classFile = ClassFiles.withMethodFlag(RefusalSamples.Plain.class, "handle", Opcodes.ACC_BRIDGE);

        Class<?> loaded = JvmTransformer.load(filter(), RefusalSamples.Plain.class.getName(), classFile);

        assertThatThrownBy(() -> invoke(loaded, "handle"))
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("needs an authenticated caller");
        assertThat(ran).isEmpty();
    }

    @Test
    void handlerOfAClassLoaderIsGuarded() throws Exception {
        Class<?> loaded = JvmTransformer.load(
                filter(), RefusalSamples.WithLoader.class.getName(), ClassFiles.of(RefusalSamples.WithLoader.class));

        assertThatThrownBy(() -> invoke(loaded, "handle"))
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("needs an authenticated caller");
        assertThat(ran).isEmpty();
    }

    /** Weaves handlers, except that each time an Error is thrown in the end. */
    private ClassFilter failing() {
        HandlerSignatures signatures = new HandlerSignatures(List.of());
        AgentLog broken = new AgentLog(brokenStream(), AgentLog.Level.DEBUG);
        HandlerWeaver handlers = new HandlerWeaver(signatures, new HandlerReport(broken));
        ClassLoader agent = getClass().getClassLoader();
        return new ClassFilter(
                List.of(),
                signatures,
                handlers,
                FilterParts.weavings(log(), () -> {}),
                FilterParts.unwatchedProofs(log()),
                agent,
                log());
    }

    private ClassFilter filter() {
        return filter(log(), List.of(), () -> {});
    }

    private ClassFilter filter(AgentLog log, List<TypeInstrumentation> types, Runnable atFirstDoor) {
        HandlerSignatures signatures = new HandlerSignatures(List.of());
        HandlerWeaver handlers = new HandlerWeaver(signatures, new HandlerReport(log));
        ClassLoader agent = getClass().getClassLoader();
        return new ClassFilter(
                types,
                signatures,
                handlers,
                FilterParts.weavings(log, atFirstDoor),
                FilterParts.unwatchedProofs(log()),
                agent,
                log);
    }

    private static TypeInstrumentation server(String method, List<String> parameters) {
        return new TypeInstrumentation(
                RefusalSamples.Server.class.getName(),
                "Test door",
                true,
                List.of(new MethodWeaving(
                        method, parameters, StaticDispatchSamples.NothingAdvice.class.getName(), true)));
    }

    private AgentLog log() {
        return new AgentLog(new PrintStream(logged, true, StandardCharsets.UTF_8), AgentLog.Level.DEBUG);
    }

    private String logged() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream brokenStream() {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        throw new OutOfMemoryError("no room for a line");
                    }
                },
                true,
                StandardCharsets.UTF_8);
    }

    private Object handle(Class<?> server) throws Exception {
        return invoke(server.getMethod("handle", String.class, List.class), "request");
    }

    private Object invoke(Class<?> type, String method) throws Exception {
        return invoke(type.getMethod(method, List.class), null);
    }

    private Object invoke(Method method, @Nullable Object first) throws Exception {
        Class<?> type = method.getDeclaringClass();
        Object receiver = type.isInterface()
                ? java.lang.reflect.Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, called, arguments) ->
                                java.lang.reflect.InvocationHandler.invokeDefault(proxy, called, arguments))
                : type.getConstructor().newInstance();
        try {
            return first == null ? method.invoke(receiver, ran) : method.invoke(receiver, first, ran);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private void assertRefuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(SecurityException.class).hasMessageContaining("could not be protected");
        assertThat(ran).isEmpty();
    }
}
