package io.mcpoauth2.agent.gate;

import static io.mcpoauth2.agent.gate.TestRoutes.assertStatus;
import static io.mcpoauth2.agent.gate.TestRoutes.assertUnprotected;
import static io.mcpoauth2.agent.gate.TestRoutes.gate;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.mcp.SampleSettings;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Row N3: routes of one port. */
class PortRoutesTest {
    private final SampleSettings settings = SampleSettings.DEFAULT;

    @Test
    @DisplayName("N3: a route of a port is one of that listening socket alone")
    void exemptPortIsThePortOfTheSocket() {
        SampleSettings one = settings.exempt(":9404/*");
        assertUnprotected(one, SampleRequest.post("/mcp").localPort(9404));
        assertStatus(401, one, SampleRequest.post("/mcp").localPort(8080));
        assertStatus(401, one, SampleRequest.post("/mcp"));
        SampleRequest claiming = SampleRequest.post("/mcp")
                .localPort(8080)
                .header("Host", "h:9404")
                .header("X-Forwarded-Port", "9404")
                .header("X-Forwarded-Host", "h:9404")
                .header("Forwarded", "host=\"h:9404\"");
        assertStatus(401, one, claiming);
        assertThat(claiming.namesRead()).containsExactly("origin", "authorization");
        assertStatus(401, one, SampleRequest.post("//h:9404/mcp").localPort(9404));
    }

    @Test
    void protectedPortIsProtectedAlsoWhereThePortIsUnknown() {
        SampleSettings one = settings.protectedRoutes(":8080/*", ":9000/admin");
        assertStatus(401, one, SampleRequest.post("/x").localPort(8080));
        assertUnprotected(one, SampleRequest.post("/x").localPort(9000));
        assertStatus(401, one, SampleRequest.post("/admin/x").localPort(9000));
        assertUnprotected(one, SampleRequest.post("/x").localPort(9404));
        assertStatus(401, one, SampleRequest.post("/x"));
    }

    @Test
    void portIsNotAskedForWhereNoRouteHasOne() {
        AtomicInteger asked = new AtomicInteger();
        HttpRequestView request = new WatchedPort(SampleRequest.post("/mcp"), asked);
        gate(settings.exempt("/health").protectedRoutes("/mcp"), TestRoutes::judge)
                .admit(request);
        assertThat(asked).hasValue(0);
        gate(settings.exempt(":9404/*").protectedRoutes(":8080/*"), TestRoutes::judge)
                .admit(request);
        assertThat(asked).hasValue(1);
    }

    /** Of another request, with a count of how often its port is asked for. */
    private record WatchedPort(HttpRequestView other, AtomicInteger asked) implements HttpRequestView {
        @Override
        public String method() {
            return other.method();
        }

        @Override
        public String rawPath() {
            return other.rawPath();
        }

        @Override
        public Optional<String> rawQuery() {
            return other.rawQuery();
        }

        @Override
        public List<String> headers(String name) {
            return other.headers(name);
        }

        @Override
        public Optional<X509Certificate> clientCertificate() {
            return other.clientCertificate();
        }

        @Override
        public Optional<InetAddress> peer() {
            return other.peer();
        }

        @Override
        public int localPort() {
            asked.incrementAndGet();
            return other.localPort();
        }
    }
}
