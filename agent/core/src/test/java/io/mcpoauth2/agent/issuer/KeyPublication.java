package io.mcpoauth2.agent.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.fetch.TestServer;
import java.net.URI;

/** Has an issuer of a test publish metadata and keys, and asserts what became of fetching them. */
final class KeyPublication {
    static final String METADATA = "/.well-known/oauth-authorization-server";

    private KeyPublication() {}

    static String metadata(TestServer issuer, URI jwksUri) {
        return "{\"issuer\":\"" + issuer.origin() + "\",\"jwks_uri\":\"" + jwksUri + "\"}";
    }

    static void pointsTo(TestServer issuer, URI jwksUri) {
        issuer.answer(METADATA, TestServer.json(metadata(issuer, jwksUri)));
    }

    static void publishes(TestServer host, String path) {
        host.answer(
                path, TestServer.json(SigningKey.jwks(SigningKey.ed25519("a").jwk())));
    }

    static void assertFetched(KeyFetch.Result result) {
        assertThat(result).isInstanceOf(KeyFetch.Result.Fetched.class);
    }

    static void assertFails(KeyFetch.Result result, String reason) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        KeyFetch.Result.Failed.class,
                        failed -> assertThat(failed.reason()).contains(reason));
    }
}
