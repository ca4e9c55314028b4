package io.mcpoauth2.agent.token;

import static io.mcpoauth2.agent.token.TestToken.EC;
import static io.mcpoauth2.agent.token.TestToken.ED;
import static io.mcpoauth2.agent.token.TestToken.RSA;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import io.mcpoauth2.agent.issuer.SigningKey;
import io.mcpoauth2.agent.issuer.jose.Base64Url;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows A1 to A7 and A14 to A18: which signatures count. */
class SignatureRowsTest {
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
        TestValidator strict = new TestValidator(TestSettings.defaults().algorithms("ES256"));
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

    @Test
    @DisplayName("A14 ECDSA r and s of 0 or n are refused")
    void impossibleEcdsaValuesAreRefused() {
        byte[] zero = new byte[32];
        byte[] order = fixed(((ECPublicKey) EC.publicKey()).getParams().getOrder(), 32);
        byte[] one = fixed(BigInteger.ONE, 32);
        for (byte[][] rs :
                new byte[][][] {{zero, zero}, {zero, one}, {one, zero}, {order, one}, {one, order}, {order, order}}) {
            assertSignatureRefused(TestToken.valid().signedBy(EC, "ES256"), concat(rs[0], rs[1]));
        }
    }

    @Test
    @DisplayName("A15 ECDSA signatures as DER or of another length are refused")
    void otherEcdsaFormsAreRefused() throws JOSEException {
        TestToken token = TestToken.valid().signedBy(EC, "ES256");
        byte[] good = EC.sign("ES256", input(token).getBytes(US_ASCII));
        validator.accepts(input(token) + "." + Base64Url.encode(good));
        assertSignatureRefused(token, Arrays.copyOf(good, 63));
        assertSignatureRefused(token, Arrays.copyOf(good, 65));
        assertSignatureRefused(token, concat(new byte[1], good));
        assertSignatureRefused(token, ECDSA.transcodeSignatureToDER(good));
        byte[] padded = concat(
                concat(new byte[1], Arrays.copyOf(good, 32)), concat(new byte[1], Arrays.copyOfRange(good, 32, 64)));
        assertSignatureRefused(token, padded);
    }

    @Test
    @DisplayName("A16 RSA signatures of 0, 1, n-1, n, n+1 or another length are refused")
    void impossibleRsaValuesAreRefused() {
        TestToken token = TestToken.valid().signedBy(RSA, "RS256");
        BigInteger n = ((RSAPublicKey) RSA.publicKey()).getModulus();
        for (BigInteger value :
                new BigInteger[] {BigInteger.ZERO, BigInteger.ONE, n.subtract(BigInteger.ONE), n, n.add(BigInteger.ONE)
                }) {
            assertSignatureRefused(token, fixed(value, 256));
        }
        byte[] good = RSA.sign("RS256", input(token).getBytes(US_ASCII));
        assertSignatureRefused(token, Arrays.copyOf(good, 255));
        assertSignatureRefused(token, concat(new byte[1], good));
        assertSignatureRefused(token, RSA.sign("PS256", input(token).getBytes(US_ASCII)));
        assertSignatureRefused(token, RSA.sign("RS384", input(token).getBytes(US_ASCII)));
    }

    @Test
    @DisplayName("A17 an Ed25519 signature with S plus the group's order is refused")
    void malleatedEd25519IsRefused() {
        TestToken token = TestToken.valid();
        byte[] signature = ED.sign("EdDSA", input(token).getBytes(US_ASCII));
        BigInteger order = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
        byte[] s = fixed(new BigInteger(1, reversed(Arrays.copyOfRange(signature, 32, 64))).add(order), 32);
        assertSignatureRefused(token, concat(Arrays.copyOf(signature, 32), reversed(s)));
        assertSignatureRefused(token, new byte[64]);
        assertSignatureRefused(token, Arrays.copyOf(signature, 63));
    }

    @Test
    @DisplayName("A18 another token's signature, and one bit flipped anywhere, are refused")
    void changedTokenIsRefused() {
        String token = TestToken.valid().build();
        String other = TestToken.valid().claim("sub", "\"user-2\"").build();
        validator.accepts(token);
        validator.accepts(other);
        validator.refuses(
                token.substring(0, token.lastIndexOf('.')) + other.substring(other.lastIndexOf('.')),
                "Invalid signature");
        for (int at : new int[] {5, token.indexOf('.') + 5, token.lastIndexOf('.') + 5}) {
            char flipped = token.charAt(at) == 'A' ? 'B' : 'A';
            assertThat(validator.validate(token.substring(0, at) + flipped + token.substring(at + 1)))
                    .isInstanceOf(Verdict.Invalid.class);
        }
    }

    private void assertSignatureRefused(TestToken token, byte[] signature) {
        validator.refuses(input(token) + "." + Base64Url.encode(signature), "Invalid signature");
    }

    private static String input(TestToken token) {
        return Base64Url.encode(token.headerJson().getBytes(UTF_8)) + "."
                + Base64Url.encode(token.payloadJson().getBytes(UTF_8));
    }

    private static byte[] fixed(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        byte[] result = new byte[length];
        int count = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - count, result, length - count, count);
        return result;
    }

    private static byte[] concat(byte[] one, byte[] two) {
        byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = bytes[bytes.length - 1 - i];
        }
        return result;
    }
}
