package io.mcpoauth2.agent.token;

import static io.mcpoauth2.agent.token.TestToken.EC;
import static io.mcpoauth2.agent.token.TestToken.ED;
import static io.mcpoauth2.agent.token.TestToken.RSA;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.issuer.SigningKey;
import io.mcpoauth2.agent.jose.Base64Url;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows A1 to A7: which algorithms and keys count. */
class AlgorithmAndKeyRowsTest {
    private final TestValidator validator = new TestValidator();

    @ParameterizedTest(name = "{0} with its key is valid")
    @ValueSource(
            strings = {
                "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"
            })
    void everyAlgorithmIsVerified(String algorithm) {
        SigningKey key = keyFor(algorithm);
        validator.issuer().publishes(key.jwk());
        validator.accepts(TestToken.valid().signedBy(key, algorithm));

        SigningKey stranger = key == RSA ? SigningKey.rsa(key.kid()) : freshKey(algorithm, key.kid());
        validator.refuses(TestToken.valid().signedBy(stranger, algorithm), "Invalid signature");
    }

    private static SigningKey keyFor(String algorithm) {
        return algorithm.startsWith("RS") || algorithm.startsWith("PS") ? RSA : freshKey(algorithm, "key");
    }

    private static SigningKey freshKey(String algorithm, String kid) {
        return switch (algorithm) {
            case "ES256" -> SigningKey.ec(kid, "secp256r1");
            case "ES384" -> SigningKey.ec(kid, "secp384r1");
            case "ES512" -> SigningKey.ec(kid, "secp521r1");
            default -> SigningKey.ed25519(kid);
        };
    }

    @ParameterizedTest(name = "A1, A3 alg {0} is refused")
    @ValueSource(
            strings = {
                "\"none\"",
                "\"None\"",
                "\"nOnE\"",
                "\"NONE\"",
                "\"\"",
                "\"eddsa\"",
                "\"EdDSA \"",
                "\"RS1\"",
                "\"ES256K\"",
                "\"Ed448\"",
                "\"HS256\"",
                "\"RSA-OAEP\"",
                "\"dir\""
            })
    @DisplayName("A1, A3")
    void otherAlgorithmIsRefused(String algorithm) {
        validator.refuses(TestToken.valid().header("alg", algorithm), "Unsupported algorithm");
    }

    @ParameterizedTest(name = "A1 alg {0} is refused")
    @ValueSource(strings = {"null", "1", "[\"EdDSA\"]", "{}"})
    @DisplayName("A1")
    void algorithmThatIsNoStringIsRefused(String algorithm) {
        validator.refuses(TestToken.valid().header("alg", algorithm), "Malformed token");
    }

    @Test
    @DisplayName("A1 a missing alg, and alg none with an empty signature, are refused")
    void unsignedTokenIsRefused() {
        validator.refuses(TestToken.valid().withoutHeader("alg"), "Malformed token");
        String none = TestToken.valid().header("alg", "\"none\"").build();
        validator.refuses(none.substring(0, none.lastIndexOf('.') + 1), "Malformed token");
    }

    @Test
    @DisplayName("A2 an HMAC made with the public key is refused")
    void hmacWithThePublicKeyIsRefused() throws GeneralSecurityException {
        byte[] der = RSA.publicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
        byte[] modulus = ((RSAPublicKey) RSA.publicKey()).getModulus().toByteArray();
        for (byte[] secret : new byte[][] {der, pem.getBytes(UTF_8), RSA.jwk().getBytes(UTF_8), modulus}) {
            String input = input(TestToken.valid().header("alg", "\"HS256\"").header("kid", "\"rsa\""));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            validator.refuses(
                    input + "." + Base64Url.encode(mac.doFinal(input.getBytes(US_ASCII))), "Unsupported algorithm");
        }
    }

    @Test
    @DisplayName("A3 an algorithm that is not allowed is refused, although the key could verify it")
    void algorithmMustBeAllowed() {
        TestValidator strict = new TestValidator(TestSettings.defaults().with("algorithms", "ES256"));
        strict.refuses(TestToken.valid().signedBy(RSA, "RS512"), "Unsupported algorithm");
        strict.accepts(TestToken.valid().signedBy(EC, "ES256"));
    }

    @Test
    @DisplayName("A4 an algorithm that does not fit the key's type, curve or alg is refused")
    void algorithmMustFitTheKey() {
        validator.refuses(TestToken.valid().signedBy(RSA, "RS256").header("kid", "\"ec\""), "Unsupported algorithm");
        SigningKey p384 = SigningKey.ec("p384", "secp384r1");
        validator.issuer().publishes(p384.jwk(), RSA.jwk("\"alg\":\"PS256\""));
        TestValidator other = new TestValidator();
        other.issuer().publishes(p384.jwk(), RSA.jwk("\"alg\":\"PS256\""));
        other.refuses(TestToken.valid().signedBy(p384, "ES384").header("alg", "\"ES256\""), "Unsupported algorithm");
        other.refuses(TestToken.valid().signedBy(RSA, "RS256"), "Unsupported algorithm");
        other.accepts(TestToken.valid().signedBy(RSA, "PS256"));
    }

    @Test
    @DisplayName("A5 a key the token brings or points to is not used, and nothing is fetched for it")
    void keysOfTheTokenAreNotUsed() {
        SigningKey own = SigningKey.ed25519("own");
        validator.accepts(TestToken.valid());
        int fetches = validator.issuer().fetches();
        for (String name : new String[] {"jwk", "jku", "x5u", "x5c"}) {
            String value = name.equals("jwk") ? own.jwk() : "\"http://169.254.169.254/keys\"";
            validator.refuses(
                    TestToken.valid()
                            .signedBy(own, "EdDSA")
                            .header("kid", "\"ed\"")
                            .header(name, value),
                    "Invalid signature");
        }
        assertThat(validator.issuer().fetches()).isEqualTo(fetches);
    }

    @ParameterizedTest(name = "A6 kid {0} is refused as {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"../../dev/null\" | Unknown key",
                "\"' OR 1=1 --\" | Unknown key",
                "\"\" | Unknown key",
                "\"a\\u0000b\" | Malformed token",
                "\"a\\r\\nb\" | Malformed token",
                "{} | Malformed token",
                "5 | Malformed token",
                "null | Malformed token"
            })
    @DisplayName("A6")
    void oddKidIsRefused(String kid, String summary) {
        validator.refuses(TestToken.valid().header("kid", kid), summary);
        assertThat(validator.log()).doesNotContain("dev").doesNotContain("OR 1");
    }

    @Test
    @DisplayName("A6 a long kid is refused")
    void longKidIsRefused() {
        validator.refuses(TestToken.valid().header("kid", "\"" + "k".repeat(513) + "\""), "Malformed token");
    }

    @Test
    @DisplayName("A7 without a kid the keys that fit the algorithm are tried, at most 8")
    void withoutKidFittingKeysAreTried() {
        validator.accepts(TestToken.valid().withoutHeader("kid"));
        validator.accepts(TestToken.valid().signedBy(EC, "ES256").withoutHeader("kid"));
        validator.refuses(
                TestToken.valid().signedBy(SigningKey.ed25519("x"), "EdDSA").withoutHeader("kid"), "Invalid signature");

        TestValidator crowded = new TestValidator();
        String[] keys = new String[9];
        for (int i = 0; i < 8; i++) {
            keys[i] = SigningKey.ed25519("k" + i).jwkWithoutKid();
        }
        keys[8] = ED.jwk();
        crowded.issuer().publishes(keys);
        crowded.refuses(TestToken.valid().withoutHeader("kid"), "Invalid signature");
        crowded.accepts(TestToken.valid());
    }

    @Test
    @DisplayName("A7, G2 a token without kid is verified with a rotated key")
    void rotatedKeyWithoutKidIsFetched() {
        validator.accepts(TestToken.valid().withoutHeader("kid"));
        SigningKey rotated = SigningKey.ed25519("unused");
        validator.issuer().publishes(rotated.jwkWithoutKid());
        validator.accepts(TestToken.valid().signedBy(rotated, "EdDSA").withoutHeader("kid"));
    }

    private static String input(TestToken token) {
        return Base64Url.encode(token.headerJson().getBytes(UTF_8)) + "."
                + Base64Url.encode(token.payloadJson().getBytes(UTF_8));
    }
}
