package io.mcpoauth2.agent.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JwkThumbprintTest {
    @Test
    @DisplayName("RFC 7638 §3.1: the thumbprint of an RSA key, whatever else its JWK holds")
    void rsaKeyOfTheRfc() {
        String n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWK"
                + "RXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368Q"
                + "QMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lF"
                + "d2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        Map<String, Object> jwk = Map.of("kty", "RSA", "n", n, "e", "AQAB", "alg", "RS256", "kid", "2011-04-29");
        assertThat(thumbprint(jwk)).isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    @Test
    @DisplayName("RFC 8037 A.3: the thumbprint of an Ed25519 key")
    void edwardsKeyOfTheRfc() {
        Map<String, Object> jwk =
                Map.of("kty", "OKP", "crv", "Ed25519", "x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
        assertThat(thumbprint(jwk)).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    @Test
    void whatIsNoKeyHasNone() {
        assertThat(JwkThumbprint.of(Map.of())).isEmpty();
        assertThat(JwkThumbprint.of(Map.of("kty", "oct", "k", "AAAA"))).isEmpty();
        assertThat(JwkThumbprint.of(Map.of("kty", "EC", "crv", "P-256", "x", "AAAA")))
                .isEmpty();
        assertThat(JwkThumbprint.of(Map.of("kty", "OKP", "crv", "Ed25519", "x", "a\",\"y\":\"b")))
                .isEmpty();
        assertThat(JwkThumbprint.of(Map.of("kty", "OKP", "crv", "Ed25519", "x", "A".repeat(4097))))
                .isEmpty();
        assertThat(JwkThumbprint.of(Map.of("kty", "OKP", "crv", "Ed25519", "x", 1)))
                .isEmpty();
    }

    private static String thumbprint(Map<String, Object> jwk) {
        return Base64Url.encode(JwkThumbprint.of(jwk).orElseThrow());
    }
}
