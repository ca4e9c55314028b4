package io.mcpoauth2.testapps.process.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.mcpoauth2.testapps.harness.Jdks;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator sees of the agent, from outside of the server. */
@ExtendWith(ServersExtension.class)
class ObservabilityTest {
    @TempDir
    private Path folder;

    @ParameterizedTest(name = "counters are there by JMX on {0} as soon as the server listens, before any request")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void countersAreThereByJmx(int jdk, Servers servers) throws Exception {
        try (KeyServer own = KeyServer.of(servers, jdk, Map.of()).start();
                JMXConnector connector = connect(own)) {
            MBeanServerConnection mbeans = connector.getMBeanServerConnection();
            ObjectName name = new ObjectName("io.mcpoauth2:type=Agent");
            Awaitility.await().until(() -> mbeans.isRegistered(name));
            assertThat(mbeans.getAttribute(name, "AcceptedRequests")).isEqualTo(0L);
            String token = own.token();
            own.assertAccepted(token);
            own.assertAccepted(token);
            own.assertRefused("a.b.c");
            own.assertRefused(own.tokenOfUnknownKey("nobody"));
            own.call(Sent.with());
            assertThat(own.server()
                            .send("GET", "/.well-known/oauth-protected-resource")
                            .status())
                    .isEqualTo(200);

            assertThat(mbeans.getAttribute(name, "AcceptedRequests")).isEqualTo(2L);
            assertThat(mbeans.getAttribute(name, "CacheHits")).isEqualTo(1L);
            assertThat(mbeans.getAttribute(name, "CacheMisses")).isEqualTo(3L);
            TabularData refused = (TabularData) mbeans.getAttribute(name, "RefusedRequests");
            assertThat(value(refused, "structure")).isEqualTo(1L);
            assertThat(value(refused, "key")).isEqualTo(1L);
            assertThat(value(refused, "no_token")).isEqualTo(1L);
            assertThat(refused.size()).isEqualTo(3);
            TabularData unprotected = (TabularData) mbeans.getAttribute(name, "UnprotectedRequests");
            assertThat(value(unprotected, "metadata")).isEqualTo(1L);
            assertThat(unprotected.size()).isEqualTo(1);
            TabularData means = (TabularData) mbeans.getAttribute(name, "MeanMicroseconds");
            assertThat((Double) value(means, "accepted")).isPositive();
            CompositeData fetches =
                    (CompositeData) value((TabularData) mbeans.getAttribute(name, "KeyFetches"), own.issuer.issuer());
            assertThat(fetches.get("succeeded")).isEqualTo(2L);
            assertThat(fetches.get("failed")).isEqualTo(0L);
            assertThat((Double) fetches.get("meanMilliseconds")).isPositive();
            TabularData ages = (TabularData) mbeans.getAttribute(name, "KeyAgeSeconds");
            assertThat((Long) value(ages, own.issuer.issuer())).isNotNegative();
        }
    }

    @Test
    @DisplayName("without JMX in the settings, no MBean is registered")
    void countersCanBeHidden(Servers servers) throws Exception {
        try (KeyServer own = KeyServer.of(servers, 25, Map.of("jmx", "off")).start();
                JMXConnector connector = connect(own)) {
            own.assertAccepted(own.token());
            Set<ObjectName> names =
                    connector.getMBeanServerConnection().queryNames(new ObjectName("io.mcpoauth2:*"), null);
            assertThat(names).isEmpty();
        }
    }

    @ParameterizedTest(
            name = "a recording on {0} has an event for each request and each fetch, and nothing of a caller")
    @MethodSource("io.mcpoauth2.testapps.process.TestedJdks#last")
    void eventsAreRecorded(int jdk, Servers servers) throws Exception {
        Path file = folder.resolve("recording.jfr");
        try (KeyServer own = KeyServer.of(servers, jdk, Map.of()).start()) {
            jcmd(jdk, own, "JFR.start", "name=test");
            own.assertAccepted(own.token());
            own.assertRefused("a.b.c");
            jcmd(jdk, own, "JFR.dump", "name=test", "filename=" + file);
            List<RecordedEvent> events = RecordingFile.readAllEvents(file);
            List<RecordedEvent> judged = named(events, "io.mcpoauth2.RequestJudged");
            assertThat(judged)
                    .extracting(event -> event.getString("outcome"))
                    .containsExactlyInAnyOrder("accepted", "structure");
            assertThat(judged).allMatch(event -> event.getDuration("took").toNanos() > 0);
            assertThat(named(events, "io.mcpoauth2.KeysFetched"))
                    .hasSizeLessThanOrEqualTo(1)
                    .allSatisfy(event -> {
                        assertThat(event.getString("issuer")).isEqualTo(own.issuer.issuer());
                        assertThat(event.getBoolean("succeeded")).isTrue();
                    });
        }
    }

    private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }

    private static Object value(TabularData table, String key) {
        CompositeData row = table.get(new Object[] {key});
        assertThat(row).as(key + " in " + table.keySet()).isNotNull();
        return row.get("value");
    }

    @SuppressWarnings("BanJNDI") // The address is that of the process this test has started.
    private static JMXConnector connect(KeyServer own) throws Exception {
        VirtualMachine machine =
                VirtualMachine.attach(Long.toString(own.server().process().pid()));
        try {
            return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        } finally {
            machine.detach();
        }
    }

    private static void jcmd(int jdk, KeyServer own, String... command) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Jdks.home(jdk).resolve("bin").resolve("jcmd").toString(),
                Long.toString(own.server().process().pid())));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
