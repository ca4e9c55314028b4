package io.mcpoauth2.agent.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.instrumentation.handler.HandlerReport;
import io.mcpoauth2.agent.instrumentation.handler.HandlerSignatures;
import io.mcpoauth2.agent.instrumentation.handler.HandlerWeaver;
import io.mcpoauth2.agent.instrumentation.handler.TestAgent;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Classes that came before the agent are woven, whatever else is loaded that the JVM cannot link. */
class LoadedClassesTest {
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final AgentLog log =
            new AgentLog(new PrintStream(logged, true, StandardCharsets.UTF_8), AgentLog.Level.DEBUG);
    private final List<String> ran = new ArrayList<>();
    private final Instrumentation jvm = ByteBuddyAgent.install();
    private final ClassFilter filter = filter();
    private final LoadedClasses classes = new LoadedClasses(jvm, log);

    @BeforeAll
    static void installAgent() {
        TestAgent.install();
    }

    @AfterEach
    void leaveTheJvmAsItWas() {
        jvm.removeTransformer(filter);
        classes.restore();
    }

    @Test
    void classThatCannotBeLinkedKeepsNoHandlerFromBeingGuarded() throws Exception {
        Class<?> unlinkable = JvmTransformer.define(null, UnlinkableClassFile.of("plain/Unlinkable", false));
        Class<?> handlers = JvmTransformer.define(
                ClassFilterSamples.Tools.class.getName(), ClassFiles.of(ClassFilterSamples.Tools.class));
        assertThatThrownBy(() -> jvm.retransformClasses(unlinkable)).isInstanceOf(Error.class);

        jvm.addTransformer(filter, true);
        classes.weave(filter, new Class<?>[] {String.class, unlinkable, handlers});

        assertThatThrownBy(() -> call(handlers))
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("needs an authenticated caller");
        assertThat(ran).isEmpty();
        assertThat(logged()).contains("WARN the class plain.Unlinkable can be neither read nor linked");
    }

    @Test
    void handlerClassThatCannotBeWovenFailsTheStartAndTheOthersAreAsBefore() throws Exception {
        Class<?> unlinkable = JvmTransformer.defineWithResource(
                "marked.Unlinkable", UnlinkableClassFile.of("marked/Unlinkable", true));
        Class<?> handlers = JvmTransformer.define(
                ClassFilterSamples.Tools.class.getName(), ClassFiles.of(ClassFilterSamples.Tools.class));

        jvm.addTransformer(filter, true);
        assertThatThrownBy(() -> classes.weave(filter, new Class<?>[] {handlers, unlinkable}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(unlinkable.getName());
        jvm.removeTransformer(filter);
        classes.restore();

        assertThat(call(handlers)).isEqualTo("answer");
    }

    private Object call(Class<?> handlers) throws Exception {
        try {
            return handlers.getMethod("handle", List.class)
                    .invoke(handlers.getConstructor().newInstance(), ran);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private ClassFilter filter() {
        HandlerSignatures signatures = new HandlerSignatures(List.of(), true);
        HandlerWeaver handlers = new HandlerWeaver(signatures, new HandlerReport(log));
        ClassLoader agent = LoadedClassesTest.class.getClassLoader().getParent();
        return new ClassFilter(
                List.of(),
                signatures,
                handlers,
                FilterParts.weavings(log, () -> {}),
                FilterParts.unwatchedProofs(log),
                agent,
                log);
    }

    private String logged() {
        return logged.toString(StandardCharsets.UTF_8);
    }
}
