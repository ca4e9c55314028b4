package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test of one shared server, which can say that no code of the application ran. */
@ExtendWith(ServersExtension.class)
@Timeout(60)
abstract class DoorTest {
    final Servers servers;
    final ServerSpec spec;
    final TestServer server;
    private long executionsBefore;

    DoorTest(ServerSpec spec, Servers servers) {
        this.servers = servers;
        this.spec = spec;
        this.server = servers.shared(spec);
    }

    @BeforeEach
    void countExecutions() {
        executionsBefore = server.executions();
    }

    /** Says how many handlers, servlets and filters of the application the test has run. */
    final void assertRan(long executions) {
        assertThat(server.executions() - executionsBefore)
                .as("executions of the application's code")
                .isEqualTo(executions);
    }

    final void assertNothingRan() {
        assertRan(0);
    }
}
