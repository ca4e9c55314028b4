package io.mcpoauth2.testapps.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiscoveryTest {

    @ParameterizedTest
    @EnumSource(DiscoveryForm.class)
    void everyFormServesTheMetadataOfAnIssuerWithAPath(DiscoveryForm form) throws Exception {
        try (EmbeddedIssuer issuer =
                EmbeddedIssuer.builder().path("/realms/demo").start()) {
            HttpResponse<String> response = IssuerClient.get(issuer, form.path("/realms/demo"));

            JsonNode metadata = IssuerClient.json(response);
            assertThat(metadata.path("issuer").asText())
                    .isEqualTo("http://127.0.0.1:" + issuer.port() + "/realms/demo")
                    .isEqualTo(issuer.issuer());
            assertThat(metadata.path("jwks_uri").asText())
                    .isEqualTo(issuer.jwksUri().toString());
            assertThat(metadata.path("code_challenge_methods_supported").toString())
                    .isEqualTo("[\"S256\"]");
            assertThat(issuer.discovery().requests()).isEqualTo(1);
        }
    }

    @Test
    void pathIsInsertedBehindTheWellKnownPartOrStandsBeforeIt() {
        assertThat(DiscoveryForm.OAUTH.path("/t")).isEqualTo("/.well-known/oauth-authorization-server/t");
        assertThat(DiscoveryForm.OPENID_INSERTED.path("/t")).isEqualTo("/.well-known/openid-configuration/t");
        assertThat(DiscoveryForm.OPENID_APPENDED.path("/t")).isEqualTo("/t/.well-known/openid-configuration");
        assertThat(DiscoveryForm.OAUTH.path("/")).isEqualTo("/.well-known/oauth-authorization-server");
    }

    @Test
    void formSwitchedOffIsNotFoundYetCounted() throws Exception {
        try (EmbeddedIssuer issuer = EmbeddedIssuer.builder()
                .path("/t")
                .withoutDiscovery(DiscoveryForm.OAUTH)
                .start()) {
            assertThat(IssuerClient.get(issuer, DiscoveryForm.OAUTH.path("/t")).statusCode())
                    .isEqualTo(404);
            assertThat(IssuerClient.get(issuer, DiscoveryForm.OPENID_APPENDED.path("/t"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(issuer.discovery().paths())
                    .containsExactly(
                            "/.well-known/oauth-authorization-server/t", "/t/.well-known/openid-configuration");
        }
    }

    @Test
    void issuerThatEndsWithASlashKeepsItAndHasNoDoubledSlashBehindIt() throws Exception {
        try (EmbeddedIssuer issuer = EmbeddedIssuer.builder().path("/").start()) {
            JsonNode metadata = IssuerClient.json(IssuerClient.get(issuer, DiscoveryForm.OAUTH.path("/")));

            assertThat(metadata.path("issuer").asText()).isEqualTo("http://127.0.0.1:" + issuer.port() + "/");
            assertThat(issuer.jwksUri()).hasPath("/jwks");
            assertThat(IssuerClient.get(issuer.jwksUri()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void tenantsAreIssuersOfTheirOwnWithTheSameKeys() throws Exception {
        try (EmbeddedIssuer issuer =
                EmbeddedIssuer.builder().path("/one/v2.0").tenant("/two/v2.0").start()) {
            for (String path : List.of("/one/v2.0", "/two/v2.0")) {
                JsonNode metadata =
                        IssuerClient.json(IssuerClient.get(issuer, DiscoveryForm.OPENID_APPENDED.path(path)));

                assertThat(metadata.path("issuer").asText()).isEqualTo("http://127.0.0.1:" + issuer.port() + path);
                assertThat(metadata.path("jwks_uri").asText())
                        .isEqualTo(issuer.jwksUri().toString());
            }
        }
    }
}
