package io.mcpoauth2.testapps.interop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** By what the MCP server proves to its issuer who it is: a secret and two keys, in files as the agent reads them. */
final class ServerCredentials {
    /** All that RFC 6749 (appendix A.2) allows and that a form, a percent-encoding or a list could take for its own. */
    private static final String SECRET = "s:e c+r%65&t=/?#,~\"\\";

    private final RSAKey rsaKey = rsaKey();
    private final ECKey ecKey = ecKey();
    private final Path pem = file("key.pem", pem(rsaKey));
    private final Path jwk = file("key.json", ecKey.toJSONString());

    /** A way to prove it, and what the agent is told for it. */
    enum Way {
        CLIENT_SECRET_BASIC,
        CLIENT_SECRET_POST,
        /** RSA; the file says nothing of algorithm and kid. */
        KEY_IN_PEM,
        /** EC. */
        KEY_AS_JWK;

        /** Both providers know the MCP server by the same names. */
        private String clientId() {
            return switch (this) {
                case CLIENT_SECRET_BASIC -> "server-basic";
                case CLIENT_SECRET_POST -> "server-post";
                case KEY_IN_PEM, KEY_AS_JWK -> "server-key";
            };
        }
    }

    /** Returns the settings of an agent that proves it so. */
    Map<String, String> settings(Way way) {
        String id = way.clientId();
        return switch (way) {
            case CLIENT_SECRET_BASIC -> Map.of("client_id", id, "client_secret", SECRET);
            case CLIENT_SECRET_POST ->
                Map.of("client_id", id, "client_secret", SECRET, "client_auth", "client_secret_post");
            case KEY_IN_PEM ->
                Map.of("client_id", id, "client_key_file", pem.toString(), "client_auth", "private_key_jwt");
            case KEY_AS_JWK ->
                Map.of("client_id", id, "client_key_file", jwk.toString(), "client_auth", "private_key_jwt");
        };
    }

    String secret() {
        return SECRET;
    }

    /** Returns the public halves of the keys, as the issuer has to know them. */
    JWKSet publicKeys() {
        return new JWKSet(List.of((JWK) rsaKey, ecKey)).toPublicJWKSet();
    }

    private static RSAKey rsaKey() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID("server-rsa")
                    .algorithm(JWSAlgorithm.RS256)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ecKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID("server-ec")
                    .algorithm(JWSAlgorithm.ES256)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(RSAKey key) {
        try {
            byte[] encoded = key.toPrivateKey().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path file(String name, String content) {
        try {
            Path file = Files.createTempFile("interop", name);
            file.toFile().deleteOnExit();
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
