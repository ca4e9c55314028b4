package io.mcpoauth2.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntrospectionSettingsTest {
    private static IntrospectionSettings read(Given given) {
        return given.settings().issuers().get(0).introspection().orElseThrow();
    }

    private static Given with(String argument) {
        return Given.minimum().argument(argument);
    }

    @Test
    void secretMakesTheAgentAClientOfTheIssuer() {
        IntrospectionSettings settings = read(with("introspection=opaque,client_id=me,client_secret=s"));
        assertThat(settings.opaqueTokens()).isTrue();
        assertThat(settings.jwts()).isFalse();
        assertThat(settings.endpoint()).isEmpty();
        assertThat(settings.signedAnswers()).isFalse();
        assertThat(settings.cacheTtl()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.clientId()).isEqualTo("me");
        assertThat(settings.credentials()).isEqualTo(new ClientCredentials.Secret("s", false));
        assertThat(settings.toString()).doesNotContain("value=s");
    }

    @Test
    void everyKeyReachesItsSetting() {
        IntrospectionSettings settings = read(with("introspection=jwt,client_id=me,client_secret_file=/s,"
                        + "client_auth=client_secret_post,introspection_uri=https://as.example/i?x=1,"
                        + "introspection_response=jwt,introspection_cache_ttl=0")
                .file("/s", " s3cret\n"));
        assertThat(settings.opaqueTokens()).isFalse();
        assertThat(settings.jwts()).isTrue();
        assertThat(settings.endpoint()).contains(URI.create("https://as.example/i?x=1"));
        assertThat(settings.signedAnswers()).isTrue();
        assertThat(settings.cacheTtl()).isZero();
        assertThat(settings.credentials()).isEqualTo(new ClientCredentials.Secret("s3cret", true));
        assertThat(read(with("introspection=all,client_id=me,client_secret=s")).opaqueTokens())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'introspection=opaque,client_secret=s', introspection",
        "'introspection=opaque,client_id=me', introspection",
        "'introspection=opaque,client_id=me,client_auth=private_key_jwt', introspection",
        "'introspection=opaque,client_id=me,client_secret=s,client_secret_file=/s', client_secret_file",
        "'introspection=opaque,client_id=me,client_secret=s,client_key_file=/s', client_key_file",
        "'introspection=opaque,client_id=me,client_secret=s,client_auth=private_key_jwt', client_secret",
        "'introspection=opaque,client_id=me,client_secret_file=/missing', client_secret_file",
        "'introspection=opaque,client_id=me,client_secret_file=/empty', client_secret_file",
        "'introspection=opaque,client_id=me,client_secret_file=/huge', client_secret_file",
        "'introspection=opaque,client_id=me,client_auth=private_key_jwt,client_key_file=/s', client_key_file",
        "'introspection=yes', introspection",
        "'introspection_uri=http://as.example/', introspection_uri",
        "'introspection=jwt,client_id=me,client_secret=s,issuer=https://a.example,https://b.example', introspection"
    })
    void whatDoesNotFitIsAnErrorThatShowsNoSecret(String argument, String key) {
        SettingsResult result = with(argument)
                .file("/s", "hunter2")
                .file("/empty", " \n")
                .file("/huge", "x".repeat(70_000))
                .read();
        assertThat(result.errors()).extracting(Problem::key).containsOnly(key).contains(key);
        assertThat(result.errors()).noneMatch(error -> error.render().contains("hunter2"));
    }

    @Test
    void opaqueTokensCanBeThoseOfOneIssuerOnly() {
        String section = "{\"issuer\": \"https://%s.example\", \"introspection\": \"%s\", \"client_id\": \"me\","
                + " \"client_secret\": \"s\"}";
        Given both = Given.nothing()
                .argument("audience=https://h.example/mcp")
                .file("{\"issuers\": [" + section.formatted("a", "opaque") + "," + section.formatted("b", "all")
                        + "]}");
        assertThat(both.read().errors()).extracting(Problem::key).containsExactly("introspection");

        Given one = Given.nothing()
                .argument("audience=https://h.example/mcp")
                .file("{\"issuers\": [" + section.formatted("a", "opaque") + "," + section.formatted("b", "jwt")
                        + "]}");
        assertThat(one.settings().issuers())
                .allMatch(issuer -> issuer.introspection().isPresent());
    }

    @Test
    void privateKeyComesAsPemOrAsJwk() throws JOSEException {
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("k1").generate();
        assertKey(pem(rsa.toPrivateKey()), "RS256", false);
        assertKey(rsa.toJSONString(), "RS256", true);
        assertKey(rsa.toJSONString().replace("{", "{\"alg\":\"PS384\","), "PS384", true);
        assertKey(pem(new ECKeyGenerator(Curve.P_384).generate().toPrivateKey()), "ES384", false);
        assertKey(new ECKeyGenerator(Curve.P_256).generate().toJSONString(), "ES256", false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "{\"kty\":\"RSA\"}", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"})
    void whatIsNoPrivateKeyIsAnError(String content) {
        assertThat(keyFile(content).read().errors()).extracting(Problem::key).containsExactly("client_key_file");
    }

    @Test
    void keyThatCannotSignSoIsAnError() throws JOSEException {
        RSAKey rsa = new RSAKeyGenerator(2048).generate();
        OctetKeyPair edwards = new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(new byte[32])).build();
        for (String content : new String[] {
            rsa.toPublicJWK().toJSONString(),
            rsa.toJSONString().replace("{", "{\"alg\":\"ES256\","),
            edwards.toJSONString()
        }) {
            assertThat(keyFile(content).read().errors())
                    .extracting(Problem::key)
                    .containsExactly("client_key_file");
        }
    }

    private static void assertKey(String content, String algorithm, boolean named) {
        ClientCredentials credentials = read(keyFile(content)).credentials();
        assertThat(credentials).isInstanceOfSatisfying(ClientCredentials.Key.class, key -> {
            assertThat(key.algorithm()).isEqualTo(algorithm);
            assertThat(key.kid().isPresent()).isEqualTo(named);
        });
        assertThat(credentials.toString()).isEqualTo("Key[not shown]");
    }

    private static Given keyFile(String content) {
        return with("introspection=opaque,client_id=me,client_auth=private_key_jwt,client_key_file=/key")
                .file("/key", content);
    }

    private static String pem(PrivateKey key) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }
}
