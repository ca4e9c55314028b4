package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerKind.Transport;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions of the HTTP+SSE transport belong to whoever opened their stream, from its first event on. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class EventStreamOwnerTest extends DoorTest {
    EventStreamOwnerTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    /** Jetty 11 has the servlet layer alone; Quarkus tells the id in a path; Quarkus and Helidon have this transport beside the other. */
    static Stream<ServerSpec> servers() {
        Stream<ServerSpec> ordinary = ServerSpec.each(
                ServerKind.SDK2_TOMCAT11,
                ServerKind.SDK0_JETTY11,
                ServerKind.KTOR_NETTY,
                ServerKind.QUARKUS_MCP,
                ServerKind.HELIDON_MCP);
        Stream<ServerSpec> others = ServerSpec.isEverything()
                ? ServerSpec.each(ServerKind.SDK2_JETTY12, ServerKind.SDK2_UNDERTOW, ServerKind.KTOR_CIO)
                : Stream.of();
        return Stream.concat(ordinary, others)
                .map(spec -> spec.kind().offers(Transport.SSE) ? spec.transport(Transport.SSE) : spec);
    }

    @Test
    @DisplayName("K2: not even the session's first message can be another caller's, who has opened a stream of its own")
    void sessionIsItsStreamOpenersBeforeItsFirstMessage() throws IOException {
        String path = switch (spec.kind()) {
            case QUARKUS_MCP -> "/mcp/sse";
            case HELIDON_MCP -> "/mcp";
            default -> "/sse";
        };
        String bob = servers.bearer("bob");
        try (SseSession bobs = SseSession.open(server, path, bob);
                SseSession alices = SseSession.open(server, path, servers.bearer("alice"))) {
            assertThat(bobs.endpoint()).isNotEqualTo(alices.endpoint());

            HttpAnswer refused = server.sendBody("POST", alices.endpoint(), Messages.ECHO, Messages.JSON, bob);

            assertThat(refused.status()).as(refused.body()).isEqualTo(404);
            assertThat(refused.body()).contains("There is no such session of this caller's");
            assertNothingRan();
            assertThat(alices.converse()).contains("\"text\":\"x\"");
            assertRan(1);
        }
    }
}
