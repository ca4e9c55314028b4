package io.mcpoauth2.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each setting that gives something up belongs to one issuer, is off by default, and warns. */
class ConcessionSettingsTest {
    private static final String FILES = "/files/";

    @Test
    void nothingIsConcededByDefault() {
        IssuerSettings issuer = Given.minimum().settings().issuers().get(0);
        assertThat(issuer.tokens()).isEqualTo(new TokenRules(Set.of(), false, false, Set.of(), Duration.ofDays(366)));
        assertThat(issuer.keys().jwksFile()).isEmpty();
        assertThat(issuer.keys().httpHosts()).isEmpty();
        assertThat(issuer.authorizationServers()).containsExactly("https://issuer.example");
        assertThat(Given.minimum().read().warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ignored_marks|nonce",
                "subject_from_client|true",
                "expiry_horizon|315360000",
                "authorization_servers|https://facade.example",
                "jwks_file|/files/keys",
                "jwks_bearer_file|/files/bearer",
                "ca_file|/files/ca",
            })
    void eachWarnsOfWhatItGivesUp(String key, String value) {
        SettingsResult result = given().property("oauth2." + key, value).read();
        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings()).extracting(Problem::key).containsExactly(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ignored_marks=events",
                "ignored_marks=token_introspection",
                "ignored_marks=typ",
                "ignored_marks=token_use",
                "ignored_marks=*",
                "audience_bound_by_issuer=true",
                "expiry_horizon=59",
                "expiry_horizon=1000000000",
                "accepted_clients=a b",
                "authorization_servers=http://facade.example",
                "authorization_servers=https://facade.example?x",
                "jwks_file=/files/none",
                "jwks_bearer_file=/files/empty",
                "http_hosts=keycloak",
            })
    void whatIsWrongIsAnError(String argument) {
        SettingsResult result = given().argument(argument).read();
        assertThat(result.errors()).extracting(Problem::key).containsOnly(argument.substring(0, argument.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scopes=mcp:use", "accepted_clients=a"})
    void audienceMayBeBoundWhereSomethingElseTellsTheServersTokens(String beside) {
        SettingsResult result =
                given().argument("audience_bound_by_issuer=true," + beside).read();
        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings()).extracting(Problem::key).containsExactly("audience_bound_by_issuer");
    }

    /** AD FS. */
    @Test
    void issuerIsANameWhereItsKeysAreElsewhere() {
        String name = "http://fs.example/adfs/services/trust";
        Given given = Given.nothing()
                .environment("OAUTH2_ISSUER", name)
                .environment("OAUTH2_AUDIENCE", "https://server.example/mcp");
        assertThat(given.read().errors()).extracting(Problem::key).containsExactly("issuer");

        given.environment("OAUTH2_JWKS_URI", "https://fs.example/adfs/discovery/keys");
        assertThat(given.read().errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("authorization_servers"));

        given.environment("OAUTH2_AUTHORIZATION_SERVERS", "https://fs.example/adfs");
        IssuerSettings issuer = given.settings().issuers().get(0);
        assertThat(issuer.name()).isEqualTo(name);
        assertThat(issuer.authorizationServers()).isEqualTo(List.of("https://fs.example/adfs"));

        given.environment("OAUTH2_INTROSPECTION", "opaque")
                .environment("OAUTH2_CLIENT_ID", "me")
                .environment("OAUTH2_CLIENT_SECRET", "secret");
        assertThat(given.read().errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("introspection_uri"));
    }

    @Test
    void httpIsForNamedHostsOfATestOnly() {
        Given given = Given.nothing()
                .argument("allow_http=true,resource=http://localhost:8080/mcp,audience=mcp")
                .property("oauth2.issuer", "http://localhost:8180/r")
                .property("oauth2.jwks_uri", "http://keycloak:8080/keys");
        assertThat(given.read().errors()).extracting(Problem::key).containsExactly("jwks_uri");

        given.property("oauth2.http_hosts", "keycloak");
        assertThat(given.settings().issuers().get(0).keys().jwksUri())
                .contains(URI.create("http://keycloak:8080/keys"));
        assertThat(given.read().warnings()).extracting(Problem::key).containsExactly("http_hosts");

        for (String other : List.of("http://keycloak.evil:8080/keys", "http://xkeycloak:8080/keys")) {
            given.property("oauth2.jwks_uri", other);
            assertThat(given.read().errors()).extracting(Problem::key).containsExactly("jwks_uri");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://mcp.example/mcp", "https://10.0.0.1/mcp"})
    void httpHostsAreRefusedBesideAPublicAddress(String resource) {
        SettingsResult result = Given.nothing()
                .argument("allow_http=true,http_hosts=keycloak,issuer=http://keycloak:8080/r,audience=mcp,resource="
                        + resource)
                .read();
        assertThat(result.errors()).extracting(Problem::key).containsExactly("http_hosts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*.example", "keycloak:8080", "Keycloak", "key_cloak"})
    void httpHostsAreExactNames(String name) {
        SettingsResult result = Given.minimum()
                .argument("allow_http=true,resource=http://localhost/mcp")
                .property("oauth2.http_hosts", name)
                .read();
        assertThat(result.errors()).extracting(Problem::key).containsExactly("http_hosts");
    }

    @Test
    void keysAreInOnePlace() {
        SettingsResult result = given().argument("jwks_file=/files/keys,jwks_uri=https://issuer.example/keys")
                .read();
        assertThat(result.errors()).extracting(Problem::key).containsExactly("jwks_file");
    }

    @Test
    void answersWithoutExpiryNeedATimeToLive() {
        Given given = given().argument("introspection=opaque,client_id=me,client_secret=s,introspection_exp=optional");
        assertThat(given.settings()
                        .issuers()
                        .get(0)
                        .introspection()
                        .orElseThrow()
                        .expiryOptional())
                .isTrue();
        assertThat(given.read().warnings()).extracting(Problem::key).containsExactly("introspection_exp");
        given.property("oauth2.introspection_cache_ttl", "0");
        assertThat(given.read().errors()).extracting(Problem::key).containsExactly("introspection_exp");
    }

    private static Given given() {
        return Given.minimum()
                .file(FILES + "keys", "{\"keys\":[]}")
                .file(FILES + "bearer", "token")
                .file(FILES + "ca", "-----BEGIN CERTIFICATE-----")
                .file(FILES + "empty", "");
    }
}
