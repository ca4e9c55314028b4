package io.mcpoauth2.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighbouringIssuerTest {
    @ParameterizedTest
    @CsvSource({
        "https://server.example, https://server.example/mcp",
        "https://server.example/realms/r, https://server.example/mcp",
        "https://SERVER.example:443/, https://server.example/mcp",
        "http://localhost:8080, http://localhost:8080/mcp",
        "http://localhost:8080, 'api://mcp,http://localhost:8080/mcp'"
    })
    @DisplayName("C8: an issuer of this server's origin is a warning that names the paths to exempt")
    void issuerOfTheOwnOriginIsAWarning(String issuer, String audience) {
        SettingsResult result = Given.nothing()
                .argument("issuer=" + issuer + ",audience=" + audience + ",allow_http=true")
                .read();
        assertThat(result.settings()).isPresent();
        assertThat(result.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.render())
                        .startsWith("issuer (agent argument): has the origin of this server")
                        .contains(
                                "exempt_routes",
                                "/.well-known/oauth-authorization-server",
                                "/.well-known/openid-configuration",
                                "authorize, token, login and registration"));
    }

    @Test
    @DisplayName("C8: the path of the issuer stands in the paths of its discovery, and that of its keys is told")
    void discoveryOfAPathIsNamed() {
        SettingsResult result = Given.nothing()
                .argument(
                        "issuer=https://h.example/r/,audience=https://h.example/mcp,jwks_uri=https://h.example/k/keys")
                .read();
        assertThat(result.warnings().get(0).render())
                .contains(
                        "/.well-known/oauth-authorization-server/r,",
                        "/.well-known/openid-configuration/r,",
                        "/r/.well-known/openid-configuration)",
                        "(/k/keys)");
    }

    @ParameterizedTest
    @CsvSource({
        "exempt_routes=/.well-known/openid-configuration",
        "'exempt_routes=/health,/.well-known/*'",
        "exempt_routes=:9000/*",
        "protected_routes=/mcp*",
        "protected_routes=none"
    })
    void issuerThatIsLetThroughIsNoWarning(String routes) {
        assertThat(Given.nothing()
                        .argument("issuer=https://h.example,audience=https://h.example/mcp," + routes)
                        .read()
                        .warnings())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.example, https://server.example/mcp",
        "https://server.example:8443, https://server.example/mcp",
        "https://server.example, api://mcp"
    })
    void issuerElsewhereIsNoWarning(String issuer, String audience) {
        assertThat(Given.nothing()
                        .argument("issuer=" + issuer + ",audience=" + audience + ",resource=https://mcp.example/mcp")
                        .read()
                        .warnings())
                .isEmpty();
    }

    @Test
    void issuersInSectionsAndListsAreLookedAt() {
        assertThat(Given.nothing()
                        .file(
                                "{\"audience\":\"https://h.example/mcp\",\"issuers\":[{\"issuer\":\"https://h.example\"}]}")
                        .read()
                        .warnings())
                .hasSize(1);
        assertThat(Given.nothing()
                        .file("{\"audience\":\"https://h.example/mcp\","
                                + "\"issuer\":[\"https://o.example\",\"https://h.example\"]}")
                        .read()
                        .warnings())
                .hasSize(1);
    }
}
