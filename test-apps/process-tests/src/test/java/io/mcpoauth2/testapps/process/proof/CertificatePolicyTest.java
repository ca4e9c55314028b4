package io.mcpoauth2.testapps.process.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the setting {@code mtls} makes of certificates: each of its values, and in full on more than one server. */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
class CertificatePolicyTest extends ProofTest {
    private static final String MEMBER = "tls_client_certificate_bound_access_tokens";
    private static final String REQUIRED =
            "This server takes only tokens that are bound to a client certificate (cnf.x5t#S256)";
    private static final String OFF = "The token is bound to a client certificate (cnf.x5t#S256),"
            + " and this server does not check certificates";

    private final String policy;

    CertificatePolicyTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
        policy = spec.settings().get("mtls");
    }

    static Stream<ServerSpec> servers() {
        Stream<ServerSpec> each = Stream.of(
                ServerSpec.of(ServerKind.SDK2_TOMCAT11, 17).withTls().setting("mtls", "required"),
                ServerSpec.of(ServerKind.SPRING_AI_WEBMVC, 25).withTls().setting("mtls", "offered"),
                ServerSpec.of(ServerKind.SDK2_JETTY12, 17).withTls().setting("mtls", "bound"),
                ServerSpec.of(ServerKind.JDK_HTTP, 25).withTls().setting("mtls", "off"));
        Stream<ServerSpec> more = Stream.of(
                ServerSpec.of(ServerKind.SDK2_JETTY12, 25).withTls().setting("mtls", "required"),
                ServerSpec.of(ServerKind.JDK_HTTP, 17).withTls().setting("mtls", "required"),
                ServerSpec.of(ServerKind.SDK2_TOMCAT11, 25).withTls().setting("mtls", "off"));
        return ServerSpec.isEverything() ? Stream.concat(each, more) : each;
    }

    @Test
    @DisplayName("H1: a bound token with its certificate is accepted unless mtls=off")
    void boundToken() {
        Request request = () -> server.send(keys.client(ALICE), "GET", "/hello", bearer(boundTo(ALICE)));
        if (policy.equals("off")) {
            assertRefused(OFF, request);
        } else {
            assertServed(request);
        }
    }

    @Test
    @DisplayName("H1: a token without a binding is refused by mtls=required alone, also with a certificate")
    void unboundToken() {
        for (String client : new String[] {null, ALICE}) {
            Request request = () -> server.send(keys.client(client), "GET", "/hello", servers.bearer("alice"));
            if (policy.equals("required")) {
                assertRefused(REQUIRED, request);
            } else {
                assertServed(request);
            }
        }
    }

    @Test
    @DisplayName("H1: the metadata document says what is offered")
    void metadata() {
        boolean advertised = List.of("offered", "required").contains(policy);
        assertThat(server.send(keys.client(null), "GET", "/.well-known/oauth-protected-resource")
                        .json()
                        .path(MEMBER)
                        .asBoolean())
                .isEqualTo(advertised);
        assertThat(server.send(keys.client(null), "GET", "/.well-known/oauth-protected-resource")
                        .json()
                        .has(MEMBER))
                .isEqualTo(advertised);
    }
}
