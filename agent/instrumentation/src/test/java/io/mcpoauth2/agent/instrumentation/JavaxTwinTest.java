package io.mcpoauth2.agent.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.instrumentation.context.servlet.ServletUserInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.jetty.JettyInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.servlet.ServletInstrumentation;
import io.mcpoauth2.agent.instrumentation.doors.tomcat.TomcatInstrumentation;
import io.mcpoauth2.agent.instrumentation.fit.DoorFit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The forms of doors for {@code javax.servlet} against releases that have it. */
class JavaxTwinTest {

    @Test
    void tomcat9HasAllThatTheTwinOfItsDoorNames() throws IOException {
        assertThat(missing(TomcatInstrumentation.types(), "tomcat-9.0.111")).isEmpty();
    }

    @Test
    void theTwinOfTheServletLayerFits() throws IOException {
        assertThat(missing(ServletInstrumentation.types(), "tomcat-9.0.111")).isEmpty();
    }

    @Test
    void tomcat9HasAllThatTheTwinOfItsUserNames() throws IOException {
        List<TypeInstrumentation> user = ServletUserInstrumentation.types().stream()
                .filter(type -> type.kind().equals("Tomcat user"))
                .toList();

        assertThat(user).hasSize(1);
        assertThat(missing(user, "tomcat-9.0.111")).isEmpty();
    }

    @Test
    void tomcat11DoesNotFitTheTwin() throws IOException {
        assertThat(missing(TomcatInstrumentation.types(), "tomcat-11.0.27"))
                .contains("class javax.servlet.ServletOutputStream");
    }

    @Test
    void aDoorWithoutServletsHasNoTwin() {
        assertThat(JavaxTwin.of(JettyInstrumentation.types().get(0))).isEmpty();
    }

    private static List<String> missing(List<TypeInstrumentation> door, String release) throws IOException {
        List<TypeInstrumentation> twin =
                door.stream().map(type -> JavaxTwin.of(type).orElseThrow()).toList();
        try (Stream<Path> jars = Files.list(Path.of("target/servers", release));
                URLClassLoader server = new URLClassLoader(
                        jars.map(JavaxTwinTest::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            return new DoorFit(twin, JavaxTwinTest.class.getClassLoader()).missingIn(server);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
