package io.mcpoauth2.agent.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import io.mcpoauth2.agent.instrumentation.context.reactor.OnScheduleAdvice;
import io.mcpoauth2.agent.instrumentation.handler.HandlerReport;
import io.mcpoauth2.agent.instrumentation.handler.HandlerSignatures;
import io.mcpoauth2.agent.instrumentation.handler.HandlerWeaver;
import io.mcpoauth2.agent.instrumentation.handler.TestAgent;
import io.mcpoauth2.agent.instrumentation.loaders.HidingLoaders;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.Guard;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A class that must be woven is woven, before or after it is loaded, or refuses every call. */
class ClassFilterTest {
    private static final String ADVICE = OnScheduleAdvice.class.getName();

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final List<String> ran = new ArrayList<>();

    @BeforeAll
    static void installAgent() {
        TestAgent.install();
    }

    @Test
    void classWhoseAdviceIsMissingRefuses() throws Exception {
        assertRefuses(ClassFilterSamples.Server.class, door("handle", "io.mcpoauth2.agent.instrumentation.Absent"));
    }

    @Test
    void classWhoseAdviceIsBrokenRefuses() throws Exception {
        assertRefuses(ClassFilterSamples.Server.class, door("handle", ClassFilterSamples.NoAdvice.class.getName()));
    }

    @Test
    void classWithoutARequiredMethodRefuses() throws Exception {
        assertRefuses(ClassFilterSamples.Server.class, door("renamedSince", ADVICE));
        assertThat(logged()).contains("this version has no method renamedSince");
    }

    /** Without it nobody is shown, and nothing is open. */
    @Test
    void classThatWouldShowAUserIsLeftAsItIsWhereItDoesNotFit() throws Exception {
        TypeInstrumentation user = new TypeInstrumentation(
                ClassFilterSamples.Server.class.getName(),
                "sample user",
                false,
                List.of(new TypeInstrumentation.MethodWeaving("renamedSince", List.of(), ADVICE, true)));
        byte[] bytes = ClassFiles.of(ClassFilterSamples.Server.class);

        ClassLoader server = new ClassLoader(getClass().getClassLoader()) {};

        assertThat(transform(filter(List.of(user)), server, ClassFilterSamples.Server.class, bytes))
                .isNull();
        assertThat(logged())
                .contains("ERROR the sample user " + ClassFilterSamples.Server.class.getName() + " cannot be woven (")
                .contains("renamedSince", "): requests go on, and no user is shown there");
    }

    @Test
    void handlerClassTooOldForInvokedynamicRefuses() throws Exception {
        byte[] java6 = ClassFiles.ofVersion(Opcodes.V1_6, ClassFilterSamples.Tools.class);

        Class<?> loaded = load(filter(List.of()), ClassFilterSamples.Tools.class, java6);

        assertThatCallsAreRefused(loaded);
        assertThat(logged()).contains("class file version 50 is older than Java 7");
    }

    @Test
    void classThatNobodyWantsIsLeftAlone() throws Exception {
        byte[] bytes = ClassFiles.of(ClassFilterSamples.Server.class);

        assertThat(transform(filter(List.of()), getClass().getClassLoader(), ClassFilterSamples.Server.class, bytes))
                .isNull();
    }

    @Test
    void handlerThatIsLoadedAlreadyIsGuardedByRetransformation() throws Exception {
        Class<?> loaded = define(ClassFilterSamples.Tools.class, ClassFiles.of(ClassFilterSamples.Tools.class));
        assertThat(call(loaded, "handle")).isEqualTo("answer");
        ran.clear();

        retransform(filter(List.of()), loaded);

        assertThatThrownBy(() -> call(loaded, "handle"))
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("needs an authenticated caller");
        assertThat(ran).isEmpty();
        assertThat(call(loaded, "other")).isEqualTo(1);
    }

    @Test
    void handlerIsGuardedInAClassThatLooksLikeALoader() throws Exception {
        Class<?> loaded = load(
                filter(List.of()),
                ClassFilterSamples.LoadingTools.class,
                ClassFiles.of(ClassFilterSamples.LoadingTools.class));

        assertThatThrownBy(() -> call(loaded, "handle"))
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("needs an authenticated caller");
        assertThat(ran).isEmpty();
        assertThat(logged()).contains("wove class loader");
    }

    @Test
    void handlerIsRefusedWhereItsLoaderHidesTheBridge() throws Exception {
        HidingLoaders.Heir hiding = new HidingLoaders.Heir();
        byte[] bytes = ClassFiles.of(ClassFilterSamples.Tools.class);

        byte[] refusing =
                Objects.requireNonNull(transform(filter(List.of()), hiding, ClassFilterSamples.Tools.class, bytes));

        Class<?> loaded = hiding.define(ClassFilterSamples.Tools.class.getName(), refusing);
        assertThatThrownBy(() -> loaded.getMethod("handle", List.class)
                        .invoke(loaded.getConstructor().newInstance(), ran))
                .hasRootCauseMessage(Guard.class.getName());
        assertThat(ran).isEmpty();
        assertThat(logged().lines().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .contains("hides the package io.mcpoauth2.bridge");
    }

    @Test
    void classThatIsLoadedAlreadyAndCannotBeWovenRefusesFromThenOn() throws Exception {
        Class<?> loaded = define(ClassFilterSamples.Server.class, ClassFiles.of(ClassFilterSamples.Server.class));
        assertThat(call(loaded, "handle")).isEqualTo("answer");
        ran.clear();

        retransform(filter(List.of(door("renamedSince", ADVICE))), loaded);

        assertThatCallsAreRefused(loaded);
    }

    private void assertRefuses(Class<?> sample, TypeInstrumentation instrumentation) throws Exception {
        assertThatCallsAreRefused(load(filter(List.of(instrumentation)), sample, ClassFiles.of(sample)));
    }

    private void assertThatCallsAreRefused(Class<?> loaded) {
        assertThatThrownBy(() -> call(loaded, "handle"))
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("could not be protected");
        assertThat(ran).isEmpty();
        assertThat(logged()).contains("ERROR", "are refused");
    }

    private Object call(Class<?> type, String method) throws Exception {
        Object receiver = type.getConstructor().newInstance();
        try {
            return type.getMethod(method, List.class).invoke(receiver, ran);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private static Class<?> load(ClassFilter filter, Class<?> sample, byte[] bytes) throws Exception {
        return define(sample, Objects.requireNonNull(transform(filter, new SampleLoader(), sample, bytes)));
    }

    private static Class<?> define(Class<?> sample, byte[] bytes) {
        return new SampleLoader().define(sample.getName(), bytes);
    }

    private static byte @Nullable [] transform(ClassFilter filter, ClassLoader loader, Class<?> sample, byte[] bytes) {
        return filter.transform(loader, sample.getName().replace('.', '/'), null, null, bytes);
    }

    private static void retransform(ClassFilter filter, Class<?> loaded) throws Exception {
        Instrumentation jvm = ByteBuddyAgent.install();
        jvm.addTransformer(filter, true);
        try {
            assertThat(filter.interestIn(loaded)).isEqualTo(ClassFilter.Interest.WANTED);
            jvm.retransformClasses(loaded);
        } finally {
            jvm.removeTransformer(filter);
        }
    }

    private ClassFilter filter(List<TypeInstrumentation> instrumentations) {
        ClassLoader agent = getClass().getClassLoader();
        AgentLog log = new AgentLog(new PrintStream(logged, true, StandardCharsets.UTF_8), AgentLog.Level.DEBUG);
        HandlerSignatures signatures = new HandlerSignatures(List.of(), true);
        HandlerWeaver handlers = new HandlerWeaver(signatures, new HandlerReport(log));
        return new ClassFilter(
                instrumentations,
                signatures,
                handlers,
                FilterParts.weavings(log, () -> {}),
                FilterParts.unwatchedProofs(log),
                agent,
                log);
    }

    private static TypeInstrumentation door(String method, String advice) {
        return new TypeInstrumentation(
                ClassFilterSamples.Server.class.getName(),
                "Test door",
                true,
                List.of(new MethodWeaving(method, List.of(), advice, true)));
    }

    private String logged() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    /** An application: another loader than the agent's. */
    private static final class SampleLoader extends ClassLoader {
        SampleLoader() {
            super(ClassFilterTest.class.getClassLoader());
        }

        Class<?> define(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
