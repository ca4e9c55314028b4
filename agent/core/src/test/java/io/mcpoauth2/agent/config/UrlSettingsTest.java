package io.mcpoauth2.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://issuer.example",
                "https://issuer.example/",
                "HTTPS://Issuer.Example:443/realms/../a%20b/",
                "https://[2001:db8::1]:8443/x",
            })
    @DisplayName("C2: an issuer is kept byte for byte")
    void issuerIsKeptByteForByte(String issuer) {
        assertThat(Given.minimum().argument("issuer=" + issuer).settings().issuerNames())
                .containsExactly(issuer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "issuer.example",
                "http://issuer.example",
                "ftp://issuer.example",
                "https:///realm",
                "https:issuer.example",
                "https://issuer.example?",
                "https://issuer.example?a=b",
                "https://issuer.example#",
                "https://issuer.example#f",
                "https://user:hunter2@issuer.example",
                "https://issuer.example:0",
                "https://issuer.example:65536",
                "https://issuer.example/{tenantid}",
                "https://*.issuer.example",
                "https://issuer.example/a b",
                "https://issuer.example/ä",
                "//issuer.example"
            })
    void otherIssuerIsAnError(String issuer) {
        SettingsResult result =
                Given.minimum().property("oauth2.issuer", issuer).read();
        assertThat(result.errors()).hasSize(1);
        assertThat(result.errors().get(0).key()).isEqualTo("issuer");
        assertThat(result.errors().get(0).render()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:9000", "http://127.0.0.1:9000/x", "http://127.8.8.8", "http://[::1]:9000"})
    void httpToLoopbackNeedsAllowHttp(String issuer) {
        SettingsResult refused = Given.minimum().argument("issuer=" + issuer).read();
        assertThat(refused.errors()).hasSize(1);
        assertThat(refused.errors().get(0).message()).contains("allow_http=true");

        assertThat(Given.minimum()
                        .argument("allow_http=true,issuer=" + issuer)
                        .settings()
                        .issuerNames())
                .containsExactly(issuer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://issuer.example",
                "http://10.0.0.1",
                "http://127.0.0.1.issuer.example",
                "http://127.issuer.example",
                "http://localhost.issuer.example",
                "http://localhost@issuer.example",
                "http://[::2]"
            })
    void httpElsewhereIsAnErrorEvenWithAllowHttp(String issuer) {
        assertThat(Given.minimum()
                        .argument("allow_http=true,issuer=" + issuer)
                        .read()
                        .errors())
                .extracting(Problem::key)
                .containsExactly("issuer");
    }

    @Test
    void jwksUriIsForASingleIssuer() {
        assertThat(Given.minimum()
                        .argument("issuer=https://a.example,https://b.example,jwks_uri=https://a.example/jwks")
                        .read()
                        .errors())
                .extracting(Problem::key)
                .containsExactly("jwks_uri");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a.example/jwks", "https://a.example/jwks#x", "jwks", "https://u@a.example/jwks"})
    void otherJwksUriIsAnError(String uri) {
        assertThat(Given.minimum().argument("jwks_uri=" + uri).read().errors())
                .extracting(Problem::key)
                .containsExactly("jwks_uri");
    }

    @Test
    void resourceIsTheOnlyAudienceThatIsAUrl() {
        Settings settings = Given.minimum()
                .argument("audience=api://mcp,https://server.example/mcp")
                .settings();
        assertThat(settings.audiences()).containsExactly("api://mcp", "https://server.example/mcp");
        assertThat(settings.resource()).isEqualTo(URI.create("https://server.example/mcp"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api://mcp",
                "https://server.example/mcp,https://server.example/mcp/",
                "http://server.example/mcp",
                "https://server.example/mcp?x=1",
                "https://server.example/mcp#x"
            })
    void resourceIsRequiredWhereNoSingleAudienceCanStandForIt(String audience) {
        assertThat(Given.minimum().argument("audience=" + audience).read().errors())
                .extracting(Problem::key)
                .containsExactly("resource");
        assertThat(Given.minimum()
                        .argument("audience=" + audience + ",resource=https://public.example/mcp")
                        .settings()
                        .resource())
                .isEqualTo(URI.create("https://public.example/mcp"));
    }

    @Test
    void missingAudienceIsNotReportedAsMissingResourceToo() {
        assertThat(Given.nothing().argument("issuer=https://a.example").read().errors())
                .extracting(Problem::key)
                .containsExactly("audience");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://server.example/mcp", "https://server.example/mcp?x", "https://server.example/#", "mcp"})
    void otherResourceIsAnError(String resource) {
        assertThat(Given.minimum().argument("resource=" + resource).read().errors())
                .extracting(Problem::key)
                .containsExactly("resource");
    }
}
