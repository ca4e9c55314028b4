package io.mcpoauth2.agent.config;

import static io.mcpoauth2.agent.config.Given.onlyError;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows C1, C3 and C4: a server with several resources. */
class ResourceSectionsTest {
    @Test
    @DisplayName("C1: each resource has its own audience, scopes and advertising")
    void eachResourceHasItsOwn() {
        Settings settings = file("""
                {"resource": "https://h.example/mcp"},
                {"resource": "https://h.example/w/mcp", "audience": ["api://w", "https://h.example/w/mcp"],
                 "scopes": "w:read", "advertised_scopes": ["offline_access"],
                 "metadata_url": "https://h.example/w/.well-known/oauth-protected-resource/mcp"}
                """).environment("OAUTH2_SCOPES", "mcp:use").settings();

        List<ResourceSettings> endpoints = settings.endpoints();
        assertThat(endpoints).hasSize(2);
        assertThat(endpoints.get(0).audiences()).containsExactly("https://h.example/mcp");
        assertThat(endpoints.get(0).scopes()).containsExactly("mcp:use");
        assertThat(endpoints.get(0).advertising().metadataUrl()).isEmpty();
        assertThat(endpoints.get(1).audiences()).containsExactlyInAnyOrder("api://w", "https://h.example/w/mcp");
        assertThat(endpoints.get(1).scopes()).containsExactly("w:read");
        assertThat(endpoints.get(1).advertising().scopes()).containsExactly("offline_access");
        assertThat(endpoints.get(1).advertising().metadataUrl()).isPresent();
        assertThat(settings.resource()).hasToString("https://h.example/mcp");
        assertThat(settings.audiences())
                .containsExactlyInAnyOrder("https://h.example/mcp", "api://w", "https://h.example/w/mcp");
    }

    @Test
    void aServerWithoutSectionsHasOneResource() {
        Settings settings = Given.minimum()
                .argument("scopes=a,advertised_scopes=b,"
                        + "metadata_url=https://server.example/.well-known/oauth-protected-resource")
                .settings();
        assertThat(settings.resources()).isEmpty();
        assertThat(settings.endpoints()).hasSize(1);
        assertThat(settings.endpoints().get(0).advertising().scopes()).containsExactly("b");
        assertThat(settings.endpoints().get(0).advertising().metadataUrl()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "/mcp, /mcp, true",
        "/mcp, /mcp/, true",
        "/mcp, /mcp/x, true",
        "/mcp, /mcpx, false",
        "/mcp, /mcp.json, false",
        "/mcp, /MCP, false",
        "/mcp, /, false",
        "/mcp/, /mcp, true",
        "/mcp/, /mcp/x, true",
        "'', /, true",
        "/, /x, true"
    })
    @DisplayName("C1: a path belongs to a resource by whole segments")
    void pathsAreCoveredBySegments(String resource, String path, boolean covered) {
        ResourceSettings settings = file("{\"resource\": \"https://h.example" + resource + "\"}")
                .settings()
                .endpoints()
                .get(0);
        assertThat(settings.covers(path)).isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | resource | is required",
                "{\"resource\": \"mcp\"} | resource | is not a URL with a host",
                "{\"resource\": \"https://h.example/a%20b\"} | resource | has a path that is not in plain spelling",
                "{\"resource\": \"https://h.example/a/../b\"} | resource | has a path that is not in plain spelling",
                "{\"resource\": \"https://h.example/a;b\"} | resource | has a path that is not in plain spelling",
                "{\"resource\": \"https://h.example/a\", \"issuer\": \"x\"} | issuer | cannot differ from resource to resource",
                "{\"resource\": \"https://h.example/a\", \"audience\": \"*\"} | audience | has a wildcard",
                "{\"resource\": \"https://h.example/a\", \"metadata_url\": \"https://o.example/.well-known/oauth-protected-resource\"}"
                        + " | metadata_url | has another origin than the resource",
                "{\"resource\": \"https://h.example/a\", \"metadata_url\": \"https://h.example/metadata\"}"
                        + " | metadata_url | has a path without /.well-known/oauth-protected-resource",
                "{\"resource\": \"https://h.example/a\"}, {\"resource\": \"https://o.example/a/\"}"
                        + " | resource | has the path of another resource"
            })
    void whatIsWrongInASectionIsTold(String sections, String key, String fault) {
        assertThat(onlyError(file(sections).read(), key).message()).startsWith(fault);
    }

    @Test
    void whatBelongsIntoASectionIsAnErrorBeside() {
        String section = "{\"resource\": \"https://h.example/a\"}";
        for (String key : List.of("resource", "audience", "metadata_url")) {
            SettingsResult result =
                    file(section).argument(key + "=https://h.example/a").read();
            assertThat(result.errors())
                    .as(key)
                    .isNotEmpty()
                    .allSatisfy(error -> assertThat(error.message()).startsWith("is given beside resources"));
        }
    }

    @Test
    void anAudienceInASectionOfAnIssuerIsAnErrorBesideResources() {
        SettingsResult result = Given.nothing()
                .file("{\"resources\": [{\"resource\": \"https://h.example/a\"}],"
                        + "\"issuers\": [{\"issuer\": \"https://issuer.example\", \"audience\": \"x\"}]}")
                .read();
        assertThat(onlyError(result, "audience").message()).startsWith("is given beside resources");
    }

    @Test
    @DisplayName("C1: tokens without an audience cannot be told apart, so several resources do without them")
    void tokensWithoutAudienceAreForNoneOfSeveral() {
        String two = "{\"resource\": \"https://h.example/a\"}, {\"resource\": \"https://h.example/b\"}";
        String bound = "audience_bound_by_issuer=true,scopes=a";
        assertThat(onlyError(file(two).argument(bound).read(), "audience_bound_by_issuer")
                        .message())
                .startsWith("is on beside several resources");
        assertThat(file("{\"resource\": \"https://h.example/a\"}")
                        .argument(bound)
                        .read()
                        .errors())
                .isEmpty();
    }

    @Test
    void resourcesHaveToBeAListOfObjects() {
        for (String wrong : List.of("\"x\"", "[]", "[\"x\"]", "{}")) {
            SettingsResult result =
                    Given.minimum().file("{\"resources\": " + wrong + "}").read();
            assertThat(result.errors())
                    .as(wrong)
                    .isNotEmpty()
                    .allSatisfy(error -> assertThat(error.message())
                            .isEqualTo(
                                    "is not an array of at least one object; right would be: [{\"resource\": …}, …]"));
        }
    }

    private static Given file(String sections) {
        return Given.nothing()
                .environment("OAUTH2_ISSUER", "https://issuer.example")
                .file("{\"resources\": [" + sections + "]}");
    }
}
