package io.mcpoauth2.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerSectionsTest {
    private static final String TEMPLATE = "https://login.example/{tenantid}/v2.0";

    @Test
    void everyIssuerHasWhatItsSectionSaysAndElseWhatIsSaidOfAll() {
        List<IssuerSettings> issuers = Given.nothing()
                .environment("OAUTH2_AUDIENCE", "https://h.example/mcp")
                .argument("algorithms=ES256")
                .file("""
                        {"token_types": "JWT", "issuers": [
                          {"issuer": "https://a.example", "jwks_uri": "https://a.example/keys"},
                          {"issuer": "https://b.example", "audience": ["b", "b2"], "algorithms": "RS256",
                           "token_types": ["at+jwt"], "roles_claim": "groups", "client_id": "me",
                           "audience_from_scope": true}
                        ]}
                        """)
                .settings()
                .issuers();

        assertThat(issuers).extracting(IssuerSettings::name).containsExactly("https://a.example", "https://b.example");
        IssuerSettings first = issuers.get(0);
        assertThat(first.audiences()).containsExactly("https://h.example/mcp");
        assertThat(first.keys().jwksUri()).contains(URI.create("https://a.example/keys"));
        assertThat(first.algorithms()).containsExactly("ES256");
        assertThat(first.tokenTypes()).containsExactly("jwt");
        assertThat(first.clientId()).isEmpty();
        assertThat(first.audienceFromScope()).isFalse();
        IssuerSettings second = issuers.get(1);
        assertThat(second.audiences()).containsExactly("b", "b2");
        assertThat(second.keys().jwksUri()).isEmpty();
        assertThat(second.algorithms()).containsExactly("RS256");
        assertThat(second.tokenTypes()).containsExactly("at+jwt");
        assertThat(second.rolesClaims()).containsExactly("groups");
        assertThat(second.clientId()).contains("me");
        assertThat(second.audienceFromScope()).isTrue();
    }

    @Test
    void resourceIsTheOnlyUrlAmongTheAudiencesOfAllIssuers() {
        Settings settings = Given.nothing().file("""
                        {"issuers": [{"issuer": "https://a.example", "audience": "api://x"},
                                     {"issuer": "https://b.example", "audience": "https://h.example/mcp"}]}
                        """).settings();
        assertThat(settings.resource()).isEqualTo(URI.create("https://h.example/mcp"));
        assertThat(settings.audiences()).containsExactlyInAnyOrder("api://x", "https://h.example/mcp");
        assertThat(settings.issuerNames()).containsExactly("https://a.example", "https://b.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "issuer=https://c.example",
                "jwks_uri=https://c.example/keys",
                "client_id=me",
                "client_secret=hunter2",
                "tenants=t",
                "introspection=opaque"
            })
    @DisplayName("C1: what belongs to one issuer is never taken for another")
    void settingsOfOneIssuerAreErrorsBesideSections(String argument) {
        SettingsResult result = Given.nothing()
                .argument("audience=https://h.example/mcp," + argument)
                .file("{\"issuers\": [{\"issuer\": \"https://a.example\"}]}")
                .read();
        assertThat(result.errors()).hasSize(1);
        assertThat(result.errors().get(0).key()).isEqualTo(argument.substring(0, argument.indexOf('=')));
        assertThat(result.errors().get(0).message()).contains("beside sections");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "1", "\"https://a.example\"", "[\"https://a.example\"]", "null"})
    void sectionsAreAnArrayOfObjects(String json) {
        SettingsResult result =
                Given.minimum().file("{\"issuers\": " + json + "}").read();
        assertThat(result.errors()).extracting(Problem::key).contains("issuers");
    }

    @Test
    void errorsOfSectionsSayWhereTheyAreAndOnce() {
        SettingsResult result = Given.nothing()
                .argument("audience=https://h.example/mcp,algorithms=none")
                .file("""
                        {"issuers": [
                          {"issuer": "https://a.example", "clock_skew": 1, "nonsense": 2, "token_types": "logout+jwt"},
                          {"audience": "x"}]}
                        """)
                .read();
        assertThat(result.errors())
                .extracting(Problem::key, Problem::source)
                .containsExactly(
                        tuple("clock_skew", "file " + Given.FILE + ", issuers[0]"),
                        tuple("nonsense", "file " + Given.FILE + ", issuers[0]"),
                        tuple("algorithms", "agent argument"),
                        tuple("token_types", "file " + Given.FILE + ", issuers[0]"),
                        tuple("issuer", "file " + Given.FILE + ", issuers[1]"));
    }

    @Test
    void issuerMayStandInOneSectionOnly() {
        SettingsResult result = Given.nothing()
                .argument("audience=https://h.example/mcp")
                .file("""
                        {"issuers": [{"issuer": "https://a.example"}, {"issuer": "https://a.example"}]}
                        """)
                .read();
        assertThat(result.errors()).extracting(Problem::key).containsExactly("issuer");
    }

    @Test
    @DisplayName("C4: a template stands for the tenants that are listed")
    void templateBecomesOneIssuerATenant() {
        assertThat(Given.minimum()
                        .argument("issuer=" + TEMPLATE + ",https://b.example,tenants=11-aa,contoso.example")
                        .settings()
                        .issuerNames())
                .containsExactly(
                        "https://login.example/11-aa/v2.0",
                        "https://login.example/contoso.example/v2.0",
                        "https://b.example");
    }

    @Test
    @DisplayName("C4: a template without tenants, and tenants without a template, are errors")
    void templateAndTenantsNeedEachOther() {
        assertThat(Given.minimum().argument("issuer=" + TEMPLATE).read().errors())
                .extracting(Problem::key)
                .containsExactly("issuer");
        assertThat(Given.minimum().argument("tenants=a").read().errors())
                .extracting(Problem::key)
                .containsExactly("tenants");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a/b", "..", "a..b", ".a", "a b", "{tenantid}", "a?b", "a%2e", "a#", "é"})
    @DisplayName("C4: a tenant is a plain name")
    void tenantThatCouldChangeTheIssuerIsAnError(String tenant) {
        assertThat(Given.minimum()
                        .argument("issuer=" + TEMPLATE)
                        .property("oauth2.tenants", tenant)
                        .read()
                        .errors())
                .extracting(Problem::key)
                .contains("tenants");
    }
}
