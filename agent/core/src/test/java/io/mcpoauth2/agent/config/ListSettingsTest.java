package io.mcpoauth2.agent.config;

import static io.mcpoauth2.agent.config.Given.onlyError;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements of lists: which are accepted, and which are not. */
class ListSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a,,b", ",a", "a,", "a, ,b", "", " "})
    void emptyElementIsAnError(String list) {
        onlyError(Given.minimum().property("oauth2.scopes", list).read(), "scopes");
    }

    @Test
    void elementsAreTrimmedAndTheWrongOneIsCounted() {
        assertThat(Given.minimum()
                        .property("oauth2.scopes", " a , b,a ")
                        .settings()
                        .scopes())
                .containsExactly("a", "b");
        assertThat(onlyError(
                                Given.minimum()
                                        .property("oauth2.scopes", "a,b c,d")
                                        .read(),
                                "scopes")
                        .message())
                .startsWith("element 2 has a space");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exempt_routes", "protected_routes", "scopes", "handlers"})
    void noneIsTheEmptyListAndHidesWeakerSources(String key) {
        Settings settings = Given.minimum()
                .argument(key + "=none")
                .file("{\"exempt_routes\":\"/x\",\"protected_routes\":\"/x\",\"scopes\":\"x\",\"handlers\":\"@x\"}")
                .settings();
        assertThat(
                        switch (key) {
                            case "exempt_routes" -> settings.exemptRoutes().patterns();
                            case "protected_routes" ->
                                settings.protectedRoutes().patterns();
                            case "scopes" -> settings.scopes();
                            default -> settings.handlers();
                        })
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "audience", "algorithms"})
    void listThatMayNotBeEmptyDoesNotTakeNone(String key) {
        SettingsResult result = Given.minimum()
                .argument(key + "=none,resource=https://h.example")
                .read();
        if (key.equals("audience")) {
            // An audience may be called so; it is compared exactly.
            assertThat(result.errors()).isEmpty();
        } else {
            onlyError(result, key);
        }
    }

    @Test
    @DisplayName("B8: a wildcard in the audience is an error")
    void wildcardAudienceIsAnError() {
        for (String wildcard : new String[] {"*", "https://*.example/mcp", "https://server.example/.*"}) {
            onlyError(Given.minimum().argument("audience=" + wildcard).read(), "audience");
        }
        onlyError(Given.minimum().argument("audience=https://a.example,*").read(), "audience");
    }

    @Test
    void audiencesSeparatedBySpacesAreAnError() {
        onlyError(Given.minimum().argument("audience=api://a api://b").read(), "audience");
    }

    @Test
    @DisplayName("A1, A2: algorithms without a secret key are errors")
    void symmetricAndAbsentSignaturesAreErrors() {
        for (String name :
                new String[] {"HS256", "HS384", "HS512", "hs256", "none", "None", "RS256,HS256", "RS257", "rs256"}) {
            onlyError(Given.minimum().argument("algorithms=" + name).read(), "algorithms");
        }
    }

    @Test
    @DisplayName("D1: types of other tokens cannot be accepted")
    void typesOfOtherTokensAreErrors() {
        for (String type :
                new String[] {"logout+jwt", "application/DPoP+jwt", "secevent+jwt", "a b", "application/", "a/b"}) {
            onlyError(Given.minimum().argument("token_types=" + type).read(), "token_types");
        }
        assertThat(Given.minimum()
                        .argument("token_types=application/okta-internal-at+jwt")
                        .settings()
                        .issuers()
                        .get(0)
                        .tokenTypes())
                .containsExactly("okta-internal-at+jwt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "health", "*", "/a*b", "/a/**", "/a%2fb", "/a;b", "/a\\b", "/a?b", "/a#b", "//a", "/a//b", "/./a",
                "/a/..", "/a b", "/ä"
            })
    @DisplayName("I1: a route that no path in plain spelling fits is an error")
    void routeInAnotherSpellingIsAnError(String route) {
        onlyError(Given.minimum().property("oauth2.exempt_routes", route).read(), "exempt_routes");
        onlyError(Given.minimum().property("oauth2.protected_routes", route).read(), "protected_routes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "all",
                "any",
                "0",
                "-1",
                "+1",
                "65536",
                "99999",
                "1-65535",
                "1..9",
                "09404",
                "9404/tcp",
                "٣",
                ":9404"
            })
    void knownPortIsOneNumberAndNoValueStandsForAllPorts(String port) {
        assertThat(onlyError(
                                Given.minimum()
                                        .property("oauth2.known_ports", port)
                                        .read(),
                                "known_ports")
                        .message())
                .startsWith("is no port; ");
        onlyError(Given.minimum().property("oauth2.known_ports", "9404," + port).read(), "known_ports");
    }

    @Test
    void knownPortsAreEachPortThatThereIs() {
        assertThat(Given.minimum()
                        .property("oauth2.known_ports", "1, 9404,65535")
                        .settings()
                        .listeners()
                        .knownPorts())
                .containsExactlyInAnyOrder(1, 9404, 65535);
        assertThat(Given.minimum()
                        .property("oauth2.known_ports", "none")
                        .settings()
                        .listeners()
                        .knownPorts())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown_servers", "other_agents"})
    void whatBecomesOfOtherServersIsOneOfTwoWords(String key) {
        for (String word : new String[] {"ignore", "off", "none", "true", ""}) {
            onlyError(Given.minimum().property("oauth2." + key, word).read(), key);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "health, does not begin with / or with a colon and a port",
        "localhost:9404/x, does not begin with / or with a colon and a port",
        "9404/x, does not begin with / or with a colon and a port",
        "https://h:9404/x, does not begin with / or with a colon and a port",
        ":9404, has a port and no path behind it",
        ":, has a port and no path behind it",
        ":/x, has a colon and no port behind it",
        "':*/x', 'has something else than one port, 1 to 65535, between its colon and its path'",
        "':0/x', 'has something else than one port, 1 to 65535, between its colon and its path'",
        "':65536/x', 'has something else than one port, 1 to 65535, between its colon and its path'",
        "':09404/x', 'has something else than one port, 1 to 65535, between its colon and its path'",
        "':1-9404/x', 'has something else than one port, 1 to 65535, between its colon and its path'",
        "': 9404/x', 'has something else than one port, 1 to 65535, between its colon and its path'",
        "':https/x', 'has something else than one port, 1 to 65535, between its colon and its path'",
        "':9404:9405/x', 'has something else than one port, 1 to 65535, between its colon and its path'",
        ":9404/a*b, has a * before its end",
        ":9404//a, has an empty or dotted segment",
        ":9404/a%2fb, has a character that no path in plain spelling has",
        "/a:9404/b%, has a character that no path in plain spelling has"
    })
    void wrongRouteIsToldWhatIsWrongWithIt(String route, String fault) {
        for (String key : new String[] {"exempt_routes", "protected_routes"}) {
            assertThat(onlyError(
                                    Given.minimum()
                                            .property("oauth2." + key, route)
                                            .read(),
                                    key)
                            .message())
                    .startsWith(fault + "; right would be: ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "*, has a wildcard",
        "https://*.example.com, has a wildcard",
        "null, 'is no origin, which is a scheme, :// and a host'",
        "app.example.com, 'is no origin, which is a scheme, :// and a host'",
        "https://app.example.com/, 'has something else than a scheme, a host and perhaps a port'",
        "https://app.example.com/app, 'has something else than a scheme, a host and perhaps a port'",
        "https://user@app.example.com, 'has something else than a scheme, a host and perhaps a port'",
        "https://app.example.com?x, 'has something else than a scheme, a host and perhaps a port'",
        "https://App.example.com, 'has a host or a scheme that no browser writes so; both are in lower case'",
        "HTTPS://app.example.com, 'has a host or a scheme that no browser writes so; both are in lower case'",
        "1https://app.example.com, 'has a host or a scheme that no browser writes so; both are in lower case'",
        "file://, 'has a host or a scheme that no browser writes so; both are in lower case'",
        "https://[::1, 'has a host or a scheme that no browser writes so; both are in lower case'",
        "https://[1:2], 'has a host or a scheme that no browser writes so; both are in lower case'",
        "https://[1.2.3.4], 'has a host or a scheme that no browser writes so; both are in lower case'",
        "https://[FD00::1], 'has a host or a scheme that no browser writes so; both are in lower case'",
        "https://ä.example, 'has a host or a scheme that no browser writes so; both are in lower case'",
        "https://app.example.com:443, 'has a port that no browser writes, such as the scheme''s own'",
        "http://app.example.com:80, 'has a port that no browser writes, such as the scheme''s own'",
        "https://app.example.com:, 'has a port that no browser writes, such as the scheme''s own'",
        "https://app.example.com:0443, 'has a port that no browser writes, such as the scheme''s own'",
        "https://app.example.com:65536, 'has a port that no browser writes, such as the scheme''s own'"
    })
    @DisplayName("K5: an origin that no browser sends would allow nobody, and is an error")
    void wrongOriginIsToldWhatIsWrongWithIt(String origin, String fault) {
        assertThat(onlyError(
                                Given.minimum()
                                        .property("oauth2.allowed_origins", origin)
                                        .read(),
                                "allowed_origins")
                        .message())
                .startsWith(fault + "; right would be: ");
    }

    @Test
    void originsMayHaveSchemesOfApplications() {
        assertThat(Given.minimum()
                        .argument("allowed_origins=https://app.example.com:8443,http://localhost:6274,http://[fd00::1],"
                                + "vscode-webview://0Ab-1,app://obsidian.md")
                        .settings()
                        .allowedOrigins())
                .containsExactlyInAnyOrder(
                        "https://app.example.com:8443",
                        "http://localhost:6274",
                        "http://[fd00::1]",
                        "vscode-webview://0Ab-1",
                        "app://obsidian.md");
    }

    @Test
    @DisplayName("K5: an IPv6 address is compared in the one spelling that browsers send, however it is configured")
    void originsOfIpv6AddressesAreTakenAsBrowsersSendThem() {
        assertThat(Given.minimum()
                        .argument("allowed_origins=http://[0:0:0:0:0:0:0:1]:3000,http://[::1]:3000,"
                                + "https://[fd00:0::0001]")
                        .settings()
                        .allowedOrigins())
                .containsExactlyInAnyOrder("http://[::1]:3000", "https://[fd00::1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {".roles", "roles.", "a..b"})
    void claimPathWithAnEmptyNameIsAnError(String path) {
        onlyError(Given.minimum().argument("roles_claim=" + path).read(), "roles_claim");
    }
}
