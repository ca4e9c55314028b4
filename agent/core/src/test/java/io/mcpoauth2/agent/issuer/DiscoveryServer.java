package io.mcpoauth2.agent.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.fetch.TestServer;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** An issuer whose metadata a test sets, and the discovery that looks for them. */
final class DiscoveryServer implements AutoCloseable {
    static final String OAUTH = "/.well-known/oauth-authorization-server/t";
    static final String OPENID_INSERTED = "/.well-known/openid-configuration/t";
    static final String OPENID_APPENDED = "/t/.well-known/openid-configuration";
    static final String KEYS = "https://keys.example/jwks";

    private final TestServer http = new TestServer();
    final String issuer = http.origin() + "/t";
    final Discovery discovery = discovery(TestSettings.defaults());

    Discovery discovery(TestSettings settings) {
        return TestAccess.to(issuer, TestAccess.http(), settings).discovery();
    }

    void answer(String form, TestServer.Answer answer) {
        http.answer(form, answer);
    }

    List<String> requests() {
        return http.requests();
    }

    URI uri(String path) {
        return http.uri(path);
    }

    /** Of this issuer, with its keys at {@code jwksUri}. */
    String metadata(String jwksUri) {
        return metadata(issuer, jwksUri);
    }

    static String metadata(String issuer, String jwksUri) {
        return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + jwksUri + "\",\"other\":[1]}";
    }

    void assertFound(String jwksUri) {
        assertThat(discovery.discover())
                .isEqualTo(new Discovery.Result.Found(
                        new IssuerMetadata(issuer, Optional.of(URI.create(jwksUri)), Optional.empty())));
    }

    void assertFails(String reason) {
        assertThat(discovery.discover())
                .isInstanceOfSatisfying(
                        Discovery.Result.Failed.class,
                        failed -> assertThat(failed.reason()).contains(reason));
    }

    @Override
    public void close() {
        http.close();
    }
}
