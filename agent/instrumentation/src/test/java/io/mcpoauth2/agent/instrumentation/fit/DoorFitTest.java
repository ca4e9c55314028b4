package io.mcpoauth2.agent.instrumentation.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.context.micronaut.MicronautUserInstrumentation;
import io.mcpoauth2.agent.instrumentation.context.servlet.ServletUserInstrumentation;
import io.mcpoauth2.agent.instrumentation.context.springsecurity.SpringSecurityUserInstrumentation;
import io.mcpoauth2.agent.instrumentation.context.springsecuritywebflux.SpringSecurityReactiveUserInstrumentation;
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
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each door against releases of its range and others, without starting a server. */
class DoorFitTest {
    private static final Path SERVERS = Path.of("target/servers");

    @ParameterizedTest
    @ValueSource(strings = {"tomcat-10.1.0", "tomcat-10.1.48", "tomcat-11.0.0", "tomcat-11.0.27"})
    void tomcatOfTheRangeHasAllThatItsDoorNames(String release) throws IOException {
        assertThat(missing(TomcatInstrumentation.types(), release)).isEmpty();
        assertThat(missing(ServletInstrumentation.types(), release)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jetty-12.0.16", "jetty-12.1.14"})
    void jettyOfTheRangeHasAllThatItsDoorNames(String release) throws IOException {
        assertThat(missing(JettyInstrumentation.types(), release)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reactor-netty-1.1.0", "reactor-netty-1.3.7"})
    void reactorNettyOfTheRangeHasAllThatItsDoorNames(String release) throws IOException {
        assertThat(missing(ReactorNettyInstrumentation.types(), release)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"undertow-2.2.37", "undertow-2.3.26", "undertow-2.4.4"})
    void undertowOfTheRangeHasAllThatItsDoorNames(String release) throws IOException {
        assertThat(missing(UndertowInstrumentation.types(), release)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ktor-3.0.3", "ktor-3.5.2"})
    void ktorOfTheRangeHasAllThatItsDoorsName(String release) throws IOException {
        assertThat(missing(KtorInstrumentation.types(), release)).isEmpty();
        assertThat(missing(KtorNettyInstrumentation.types(), release)).isEmpty();
        assertThat(missing(KtorCioInstrumentation.types(), release)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vertx-4.5.0", "vertx-4.5.27", "vertx-5.0.0", "vertx-5.0.12"})
    void vertxOfTheRangeHasAllThatItsDoorNames(String release) throws IOException {
        assertThat(missing(VertxInstrumentation.types(), release)).isEmpty();
    }

    /** Contexts had other classes before 4.5, and connections have since 5.1. */
    @ParameterizedTest
    @CsvSource({
        "vertx-4.4.9, io.vertx.core.impl.ContextImpl",
        "vertx-5.1.0, io.vertx.core.http.impl.Http1xServerConnection",
        "vertx-5.2.3, io.vertx.core.http.impl.Http1xServerConnection"
    })
    void otherVertxDoesNotFitAndItsServersAreNotMade(String release, String type) throws IOException {
        assertThat(missing(VertxInstrumentation.types(), release)).contains("class " + type);
        assertThat(missing(List.of(VertxInstrumentation.refusal()), release)).isEmpty();
    }

    /** A client has the pipeline's class and no server. */
    @Test
    void nothingIsMissingWhereNoEntryOfTheServerIs() throws IOException {
        URL utils = url(SERVERS.resolve("ktor-3.5.2/ktor-utils-jvm-3.5.2.jar"));
        try (URLClassLoader client = new URLClassLoader(new URL[] {utils}, ClassLoader.getPlatformClassLoader())) {
            assertThat(new DoorFit(KtorInstrumentation.types(), DoorFitTest.class.getClassLoader()).missingIn(client))
                    .isEmpty();
        }
    }

    @Test
    void helidonOfTheRangeHasAllThatItsDoorsName() throws IOException {
        assertThat(missing(HelidonInstrumentation.types(), "helidon-4.5.0")).isEmpty();
        assertThat(missing(HelidonHttp2Instrumentation.types(), "helidon-4.5.0"))
                .isEmpty();
    }

    /** There a request for a WebSocket passes no routing. */
    @Test
    void olderHelidonDoesNotFit() throws IOException {
        assertThat(missing(HelidonInstrumentation.types(), "helidon-4.4.1"))
                .contains("method io.helidon.webserver.http.HttpRoutingImpl.routeUpgrade("
                        + "io.helidon.webserver.ConnectionContext, io.helidon.webserver.http.RoutingRequest,"
                        + " io.helidon.webserver.http.RoutingResponse)");
        assertThat(missing(HelidonHttp2Instrumentation.types(), "helidon-4.4.1"))
                .isEmpty();
    }

    @Test
    void micronautOfTheRangeHasAllThatItsDoorNames() throws IOException {
        assertThat(missing(MicronautInstrumentation.types(), "micronaut-4.10.20"))
                .isEmpty();
        assertThat(missing(MicronautUserInstrumentation.types(), "micronaut-4.10.20"))
                .isEmpty();
    }

    @Test
    void tomcat9DoesNotFitTheDoorForJakartaServlet() throws IOException {
        assertThat(missing(TomcatInstrumentation.types(), "tomcat-9.0.111"))
                .contains(
                        "class jakarta.servlet.ServletOutputStream",
                        "org.apache.catalina.connector.Response.getOutputStream() of type"
                                + " jakarta.servlet.ServletOutputStream");
        assertThat(missing(List.of(TomcatInstrumentation.refusal()), "tomcat-9.0.111"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jetty-9.4.58.v20250814", "jetty-11.0.26"})
    void oldJettyDoesNotFitAndCanBeAnsweredFor(String release) throws IOException {
        assertThat(missing(JettyInstrumentation.types(), release))
                .contains("method org.eclipse.jetty.server.Server.handle(org.eclipse.jetty.server.Request,"
                        + " org.eclipse.jetty.server.Response, org.eclipse.jetty.util.Callback)");
        assertThat(missing(List.of(JettyInstrumentation.refusal()), release)).isEmpty();
    }

    @Test
    void servletLayerFitsServlet5() throws IOException {
        assertThat(missing(ServletInstrumentation.types(), "jetty-11.0.26")).isEmpty();
    }

    /** A loader may give no class files at all; what it has is found out in the weaving then. */
    @Test
    void nothingIsMissingWhereNothingCanBeSeen() throws IOException {
        assertThat(missing(TomcatInstrumentation.types(), "jetty-12.0.16")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "org.apache.catalina.connector.RequestFacade, tomcat-10.1.0",
        "org.apache.catalina.connector.RequestFacade, tomcat-11.0.27",
        "org.eclipse.jetty.server.Request, jetty-11.0.26"
    })
    void requestOfAServletContainerHasAllThatItsUserNeeds(String request, String release) throws IOException {
        List<TypeInstrumentation> user = ServletUserInstrumentation.types().stream()
                .filter(type -> type.typeName().equals(request))
                .toList();

        try (URLClassLoader server = server(release)) {
            assertThat(server.getResource(request.replace('.', '/') + ".class")).isNotNull();
            assertThat(new DoorFit(user, DoorFitTest.class.getClassLoader()).missingIn(server))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring-security-6.5.0", "spring-security-7.0.0", "spring-security-7.1.2"})
    void springSecurityHasAllThatItsUserNeeds(String release) throws IOException {
        assertThat(missing(SpringSecurityUserInstrumentation.types(), release)).isEmpty();
        assertThat(missing(SpringSecurityReactiveUserInstrumentation.types(), release))
                .isEmpty();
    }

    @Test
    void serverIsNamedWithItsVersion() throws IOException {
        try (URLClassLoader server = server("tomcat-9.0.111")) {
            assertThat(ServerVersion.of("org.apache.catalina.core.StandardHostValve", server))
                    .isEqualTo("tomcat-embed-core 9.0.111");
        }
    }

    private static List<String> missing(List<TypeInstrumentation> door, String release) throws IOException {
        try (URLClassLoader server = server(release)) {
            return new DoorFit(door, DoorFitTest.class.getClassLoader()).missingIn(server);
        }
    }

    private static URLClassLoader server(String release) throws IOException {
        try (Stream<Path> jars = Files.list(SERVERS.resolve(release))) {
            return new URLClassLoader(
                    jars.map(DoorFitTest::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
