package io.mcpoauth2.agent.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What to do about a line is told by its words, and not by an address in it. */
class RemediesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:40755/.well-known/oauth-authorization-server: status 404",
                "https://redirect.example/Connect/introspection/HTTP_PROXY: status 404",
                "https://login.example/PKIX/SSL: status 404; http://127.0.0.1:14071/: status 500"
            })
    void addressesSayNothing(String line) {
        assertThat(Remedies.of("no metadata document: " + line))
                .startsWith("issuer is not the address below which the metadata are");
    }
}
