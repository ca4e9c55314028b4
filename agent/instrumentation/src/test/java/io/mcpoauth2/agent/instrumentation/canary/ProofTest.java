package io.mcpoauth2.agent.instrumentation.canary;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Filter;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.canary.Proof.Outcome;
import io.mcpoauth2.agent.instrumentation.canary.ProvenMethods.WovenMethod;
import io.mcpoauth2.agent.instrumentation.doors.jdkhttp.JdkHttpInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.jetty.JettyInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.servlet.ServletInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.tomcat.TomcatInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.undertow.UndertowInstrumentation;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real servers' classes without any advice: a canary neither finds one nor does any harm. */
class ProofTest {
    private final ProvenMethods provenMethods = new ProvenMethods(getClass().getClassLoader());
    private final JdkInternals jdk = new JdkInternals(ByteBuddyAgent.install());
    private final Proof proof = new Proof(jdk, loader -> getClass().getClassLoader());

    static Stream<TypeInstrumentation> doors() {
        return Stream.of(
                        TomcatInstrumentation.types(),
                        JettyInstrumentation.types(),
                        ServletInstrumentation.types(),
                        JdkHttpInstrumentation.types(),
                        UndertowInstrumentation.types())
                .flatMap(List::stream)
                .filter(TypeInstrumentation::door);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void aDoorIsMissedWhereItIsNotWoven(TypeInstrumentation door) throws Throwable {
        Class<?> type = Class.forName(door.typeName());
        ProvenClass unwoven = proven(door, type);

        assertThat(unwoven.methods()).isNotEmpty();
        assertThat(proof.of(unwoven)).isEqualTo(Outcome.LOST);
    }

    /** Tomcat's own way to the client, by which the expiry of tokens is kept. */
    @Test
    void allThatIsWovenIntoTomcatIsProvable() throws Exception {
        for (TypeInstrumentation woven : TomcatInstrumentation.types()) {
            assertThat(proven(woven, Class.forName(woven.typeName())).methods())
                    .as(woven.typeName())
                    .isNotEmpty();
        }
    }

    @Test
    void bothFormsOfServletServiceAreProven() throws Exception {
        TypeInstrumentation servlet = doors().filter(door -> door.typeName().endsWith("HttpServlet"))
                .findFirst()
                .orElseThrow();

        assertThat(proven(servlet, Class.forName(servlet.typeName())).methods())
                .extracting(WovenMethod::name)
                .containsExactly("service", "service");
    }

    @Test
    void nothingIsProvenOfAClassThatWasLeftAsItIs() throws Exception {
        for (TypeInstrumentation door : doors().toList()) {
            assertThat(provenMethods.of(door, classFile(Class.forName(door.typeName()))))
                    .isEmpty();
        }
    }

    @Test
    void aClassThatIsNotInUseIsLeftSo() throws Throwable {
        Class<?> loaded =
                Class.forName(Unused.class.getName(), false, getClass().getClassLoader());
        ProvenClass unused = new ProvenClass(
                "test", loaded.getName(), loaded.getClassLoader(), List.of(new WovenMethod("handle", "()V", false)));

        assertThat(proof.of(unused)).isEqualTo(Outcome.NOT_YET);

        assertThat(initialized).isFalse();
    }

    @Test
    void aClassThatIsNotLoadedIsNotLoadedByItsProof() throws Throwable {
        ClassLoader empty = new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String name) {
                throw new AssertionError("asked for " + name);
            }
        };

        assertThat(proof.of(new ProvenClass("test", "com.example.Absent", empty, List.of())))
                .isEqualTo(Outcome.NOT_YET);
    }

    @Test
    void aClassOfThePlatformIsFound() throws Exception {
        assertThat(jdk.loaded(Filter.Chain.class.getClassLoader(), Filter.Chain.class.getName()))
                .isSameAs(Filter.Chain.class);
    }

    private ProvenClass proven(TypeInstrumentation instrumentation, Class<?> type) throws IOException {
        return new ProvenClass(
                instrumentation.kind(),
                type.getName(),
                type.getClassLoader(),
                ProvenMethods.matching(
                        instrumentation.weavings().stream()
                                .filter(provenMethods::isProvable)
                                .toList(),
                        classFile(type)));
    }

    private static byte[] classFile(Class<?> type) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class"))) {
            return in.readAllBytes();
        }
    }

    private static volatile boolean initialized;

    /** Tells that somebody has used it. */
    static final class Unused {
        static {
            initialized = true;
        }

        void handle() {}
    }
}
