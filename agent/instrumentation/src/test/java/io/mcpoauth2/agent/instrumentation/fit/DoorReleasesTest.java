package io.mcpoauth2.agent.instrumentation.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import io.mcpoauth2.agent.instrumentation.doors.helidon.HelidonInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.helidonhttp2.HelidonHttp2Instrumentation;
import io.mcpoauth2.agent.instrumentation.doors.jetty.JettyInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.ktor.KtorInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.ktorcio.KtorCioInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.ktornetty.KtorNettyInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.micronaut.MicronautInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.reactornetty.ReactorNettyInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.servlet.ServletInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.tomcat.TomcatInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.undertow.UndertowInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.vertx.VertxInstrumentation;
import io.mcpoauth2.agent.instrumentation.frameworks.helidonmcp.HelidonMcpInstrumentation;
import io.mcpoauth2.agent.instrumentation.frameworks.kotlinsdk.KotlinSdkInstrumentation;
import io.mcpoauth2.agent.instrumentation.frameworks.mcpsdk.McpSdkInstrumentation;
import io.mcpoauth2.agent.instrumentation.frameworks.quarkusmcp.QuarkusMcpInstrumentation;
import io.mcpoauth2.agent.instrumentation.releases.Release;
import io.mcpoauth2.agent.instrumentation.releases.Releases;
import java.io.IOException;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link DoorFitTest} looks at in the first and last release of a range, in every one of them. */
@Tag("full")
class DoorReleasesTest {
    /** By the beginning of their families' names; the advice of each list is of one package. */
    private static final Map<String, List<List<TypeInstrumentation>>> DOORS = Map.of(
            "tomcat", List.of(TomcatInstrumentation.types(), ServletInstrumentation.types()),
            "jetty", List.of(JettyInstrumentation.types()),
            "reactor-netty", List.of(ReactorNettyInstrumentation.types()),
            "undertow", List.of(UndertowInstrumentation.types()),
            "vertx", List.of(VertxInstrumentation.types()),
            "ktor",
                    List.of(
                            KtorInstrumentation.types(),
                            KtorNettyInstrumentation.types(),
                            KtorCioInstrumentation.types()),
            "helidon-server", List.of(HelidonInstrumentation.types(), HelidonHttp2Instrumentation.types()),
            "micronaut", List.of(MicronautInstrumentation.types()));

    private static final Map<String, List<TypeInstrumentation>> FRAMEWORKS = Map.of(
            "mcp-", both(McpSdkInstrumentation.types(), McpSdkInstrumentation.lists()),
            "spring-ai", McpSdkInstrumentation.types(),
            "kotlin-sdk", both(KotlinSdkInstrumentation.types(), KotlinSdkInstrumentation.lists()),
            "quarkus-mcp", QuarkusMcpInstrumentation.types(),
            "quarkus-functions", QuarkusMcpInstrumentation.lists(),
            "helidon-mcp", both(HelidonMcpInstrumentation.types(), HelidonMcpInstrumentation.lists()));

    private static List<TypeInstrumentation> both(List<TypeInstrumentation> types, List<TypeInstrumentation> lists) {
        return Stream.concat(types.stream(), lists.stream()).toList();
    }

    static Stream<Arguments> doors() {
        return DOORS.entrySet().stream()
                .flatMap(entry -> Releases.of(entry.getKey()).map(release -> Arguments.of(release, entry.getValue())));
    }

    static Stream<Arguments> frameworks() {
        return FRAMEWORKS.entrySet().stream()
                .flatMap(entry -> Releases.of(entry.getKey()).map(release -> Arguments.of(release, entry.getValue())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doors")
    void serverHasAllThatItsDoorNames(Release release, List<List<TypeInstrumentation>> doors) throws IOException {
        List<String> missing = new ArrayList<>();
        try (URLClassLoader loader = release.loader()) {
            for (List<TypeInstrumentation> door : doors) {
                assertThat(door).anyMatch(type -> isThere(loader, type));
                missing.addAll(new DoorFit(door, DoorReleasesTest.class.getClassLoader()).missingIn(loader));
            }
        }

        assertThat(missing).isEmpty();
    }

    /** A class that a release has not need not be woven; one that it has refuses without its methods. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("frameworks")
    void frameworkHasTheMethodsWithoutWhichItsClassesRefuse(Release release, List<TypeInstrumentation> types)
            throws IOException {
        List<String> missing = new ArrayList<>();
        try (URLClassLoader loader = release.loader()) {
            ServerClasses classes = new ServerClasses(loader);
            List<TypeInstrumentation> there =
                    types.stream().filter(type -> isThere(loader, type)).toList();
            assertThat(there).isNotEmpty();
            for (TypeInstrumentation type : there) {
                for (MethodWeaving weaving : type.weavings()) {
                    String name = type.typeName().replace('.', '/');
                    if (weaving.required() && !classes.declares(name, weaving.method(), DoorFit.parameters(weaving))) {
                        missing.add(type.typeName() + '.' + weaving.method());
                    }
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    private static boolean isThere(ClassLoader loader, TypeInstrumentation type) {
        return loader.getResource(type.typeName().replace('.', '/') + ".class") != null;
    }
}
