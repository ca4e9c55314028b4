package io.mcpoauth2.agent.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.instrumentation.DoorProofsSamples.HandleAdvice;
import io.mcpoauth2.agent.instrumentation.DoorProofsSamples.Server;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import io.mcpoauth2.agent.instrumentation.canary.DoorProofs;
import io.mcpoauth2.agent.instrumentation.canary.ProofWatch;
import io.mcpoauth2.agent.instrumentation.handler.HandlerReport;
import io.mcpoauth2.agent.instrumentation.handler.HandlerSignatures;
import io.mcpoauth2.agent.instrumentation.handler.HandlerWeaver;
import io.mcpoauth2.agent.instrumentation.handler.TestAgent;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A door that another agent takes away is woven again, or refuses, or ends the JVM; each by real transformers. */
class DoorProofsTest {
    private final Instrumentation jvm = ByteBuddyAgent.install();
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final List<ClassFileTransformer> registered = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private int ends;

    @BeforeAll
    static void installAgent() {
        TestAgent.install();
    }

    @AfterEach
    void removeTransformers() {
        registered.forEach(jvm::removeTransformer);
    }

    @Test
    void aDoorThatHoldsIsProvenWithoutAWord() throws Exception {
        DoorProofs proofs = install(task -> {});
        Class<?> server = loadServer();

        proofs.proveAll();

        assertThat(logged()).doesNotContain("ERROR", "WARN");
        assertRefusesByAdvice(server);
    }

    @Test
    void aDoorThatIsTakenAwayOnceIsWovenAgain() throws Exception {
        DoorProofs proofs = install(task -> {});
        Class<?> server = loadServer();
        StrippingAgent other = new StrippingAgent(classFile -> true);
        register(other);
        jvm.retransformClasses(server);
        jvm.removeTransformer(other);
        assertThat(handle(server)).isEqualTo("answer");
        ran.clear();

        proofs.proveAll();

        assertThat(logged())
                .contains("ERROR the Test door was lost", "WARN the Test door has been woven again")
                .doesNotContain("refused", "status 78");
        assertRefusesByAdvice(server);
        assertThat(ends).isZero();
        assertThat(gaps).isEmpty();
    }

    /** It strips what it finds woven, but takes what refuses for the class's own. */
    @Test
    void aDoorThatCannotBeWovenAgainRefuses() throws Exception {
        DoorProofs proofs = install(task -> {});
        Class<?> server = loadServer();
        register(new StrippingAgent(classFile -> mentions(classFile, "io/mcpoauth2/bridge/DoorSite")));
        jvm.retransformClasses(server);

        proofs.proveAll();

        assertThatThrownBy(() -> handle(server))
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("another agent took the Test door");
        assertThat(ran).isEmpty();
        assertThat(logged()).contains("ERROR the Test door cannot be woven again");
        assertThat(gaps).containsExactly("Test door (lost to another agent: refuses all)");
        assertThat(ends).isZero();

        proofs.proveAll();

        assertThat(logged()).containsOnlyOnce("was lost");
    }

    /** It could not be woven from the start; that it refuses is proven, too. */
    @Test
    void aRefusingClassThatIsTakenAwayRefusesAgain() throws Exception {
        DoorProofs proofs = install(task -> {}, "io.mcpoauth2.agent.instrumentation.Absent");
        Class<?> server = loadServer();
        StrippingAgent other = new StrippingAgent(classFile -> true);
        register(other);
        jvm.retransformClasses(server);
        jvm.removeTransformer(other);
        assertThat(handle(server)).isEqualTo("answer");
        ran.clear();

        proofs.proveAll();

        assertThatThrownBy(() -> handle(server)).isInstanceOf(SecurityException.class);
        assertThat(ran).isEmpty();
        assertThat(ends).isZero();
    }

    @Test
    void aDoorThatCannotEvenBeMadeToRefuseEndsTheJvm() throws Exception {
        DoorProofs proofs = install(task -> {});
        register(new StrippingAgent(classFile -> true));
        loadServer();

        proofs.proveAll();

        assertThat(ends).isEqualTo(1);
        assertThat(logged()).contains("ERROR the Test door cannot be kept", "this JVM ends with status 78");
        assertThat(ran).as("a canary runs nothing of the application").isEmpty();
    }

    @Test
    void classFilesOfAnotherAgentAreWovenAsTheyCome() throws Exception {
        DoorProofs proofs = install(task -> {});
        Class<?> server = loadServer();

        jvm.redefineClasses(new ClassDefinition(server, ClassFiles.of(Server.class)));
        proofs.proveAll();

        assertThat(logged()).doesNotContain("ERROR", "WARN");
        assertRefusesByAdvice(server);
    }

    @Test
    void anAgentThatComesBeforeOrLooksOnlyTakesNothingAway() throws Exception {
        register(new StrippingAgent(classFile -> true));
        DoorProofs proofs = install(task -> {});
        register(new StrippingAgent(classFile -> false));
        Class<?> server = loadServer();

        jvm.retransformClasses(server);
        proofs.proveAll();

        assertThat(logged()).doesNotContain("ERROR", "WARN");
        assertRefusesByAdvice(server);
    }

    /** Nobody asks for a proof here: the watch has seen the transformation. */
    @Test
    void theWatchFindsADoorThatIsTakenAwayLater() throws Exception {
        List<Runnable> tasks = new ArrayList<>();
        DoorProofs proofs = install(tasks::add);
        Class<?> server = loadServer();
        assertThat(tasks).as("watches before something serves").isEmpty();
        proofs.run();
        StrippingAgent other = new StrippingAgent(classFile -> true);
        register(other);
        jvm.retransformClasses(server);
        jvm.removeTransformer(other);
        assertThat(tasks).hasSize(1);

        Thread watch = new Thread(tasks.get(0));
        watch.start();
        try {
            while (watch.isAlive() && !logged().contains("woven again")) {
                Thread.onSpinWait();
            }
        } finally {
            watch.interrupt();
            watch.join();
        }

        assertThat(logged()).contains("ERROR the Test door was lost", "WARN the Test door has been woven again");
        assertRefusesByAdvice(server);
    }

    private DoorProofs install(Executor threads) {
        return install(threads, HandleAdvice.class.getName());
    }

    private DoorProofs install(Executor threads, String advice) {
        ClassLoader agent = getClass().getClassLoader();
        AgentLog log = new AgentLog(new PrintStream(logged, true, StandardCharsets.UTF_8), AgentLog.Level.DEBUG);
        HandlerSignatures signatures = new HandlerSignatures(List.of(), true);
        DoorProofs proofs = new DoorProofs(
                jvm, agent, loader -> loader, log, gaps::add, new ProofWatch(threads, log), () -> ends++);
        TypeInstrumentation door = new TypeInstrumentation(
                Server.class.getName(),
                "Test door",
                true,
                List.of(new MethodWeaving("handle", List.of(), advice, true)));
        register(new ClassFilter(
                List.of(door),
                signatures,
                new HandlerWeaver(signatures, new HandlerReport(log)),
                FilterParts.weavings(log, () -> {}),
                proofs,
                agent,
                log));
        return proofs;
    }

    private void register(ClassFileTransformer transformer) {
        registered.add(transformer);
        jvm.addTransformer(transformer, true);
    }

    /** In use, as the server of an application is. */
    private static Class<?> loadServer() throws Exception {
        Class<?> server = JvmTransformer.define(Server.class.getName(), ClassFiles.of(Server.class));
        return Class.forName(server.getName(), true, server.getClassLoader());
    }

    private void assertRefusesByAdvice(Class<?> server) {
        assertThatThrownBy(() -> handle(server))
                .isInstanceOf(SecurityException.class)
                .hasMessage("refused by advice");
        assertThat(ran).isEmpty();
    }

    private @Nullable Object handle(Class<?> server) throws Exception {
        try {
            return server.getMethod("handle", List.class)
                    .invoke(server.getConstructor().newInstance(), ran);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private String logged() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    private static boolean mentions(byte[] classFile, String name) {
        return new String(classFile, StandardCharsets.ISO_8859_1).contains(name);
    }
}
