package io.mcpoauth2.agent.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.jose.Base64Url;
import io.mcpoauth2.agent.jose.JwsAlgorithm;
import io.mcpoauth2.agent.jose.KeyKind;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.jose.VerificationKey;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetParserTest {
    private static final SigningKey RSA = SigningKey.rsa("rsa");
    private static final SigningKey EC = SigningKey.ec("ec", "secp256r1");
    private static final SigningKey ED = SigningKey.ed25519("ed");

    @Test
    void supportedKeysAreRead() throws MalformedJsonException {
        SigningKey p384 = SigningKey.ec("p384", "secp384r1");
        SigningKey p521 = SigningKey.ec("p521", "secp521r1");
        ParsedKeys parsed = parse(
                RSA.jwk("\"use\":\"sig\"", "\"alg\":\"PS256\"", "\"x5c\":[\"x\"]", "\"ext\":true"),
                EC.jwk("\"key_ops\":[\"verify\"]"),
                p384.jwk(),
                p521.jwk(),
                ED.jwk("\"alg\":\"EdDSA\""));
        assertThat(parsed.ignored()).isEmpty();
        assertThat(parsed.keys())
                .extracting(VerificationKey::kind)
                .containsExactly(KeyKind.RSA, KeyKind.P256, KeyKind.P384, KeyKind.P521, KeyKind.ED25519);
        assertThat(parsed.keys())
                .extracting(VerificationKey::key)
                .containsExactly(RSA.publicKey(), EC.publicKey(), p384.publicKey(), p521.publicKey(), ED.publicKey());
        assertThat(parsed.keys().get(0).algorithm()).hasValue(JwsAlgorithm.PS256);
        assertThat(parsed.keys().get(4).algorithm()).hasValue(JwsAlgorithm.ED25519);
    }

    @ParameterizedTest(name = "G5 a key with {0} is ignored, the others are used")
    @ValueSource(
            strings = {
                "\"use\":\"enc\"",
                "\"use\":1",
                "\"key_ops\":[\"encrypt\"]",
                "\"key_ops\":\"verify\"",
                "\"key_ops\":[]",
                "\"d\":\"AQAB\"",
                "\"k\":\"AQAB\"",
                "\"alg\":\"HS256\"",
                "\"alg\":\"RSA-OAEP\"",
                "\"alg\":\"ES256\"",
                "\"alg\":\"rs256\"",
                "\"alg\":\"none\"",
                "\"alg\":5"
            })
    @DisplayName("G5, A4")
    void keyForAnotherUseIsIgnored(String member) throws MalformedJsonException {
        assertIgnored(RSA.jwk(member));
    }

    @ParameterizedTest(name = "G5 {0} is ignored")
    @ValueSource(
            strings = {
                "{}",
                "5",
                "null",
                "[]",
                "{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"c2VjcmV0\"}",
                "{\"kty\":\"oct\",\"kid\":\"a\"}",
                "{\"kty\":\"LWE\",\"kid\":\"a\"}",
                "{\"kty\":5}",
                "{\"kty\":\"RSA\",\"kid\":\"a\"}",
                "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                "{\"kty\":\"RSA\",\"n\":\"\",\"e\":\"\"}",
                "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"AQ\",\"y\":\"AQ\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"\",\"y\":\"\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AQ\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed448\",\"x\":\"AQ\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AQ\"}"
            })
    @DisplayName("G5")
    void unusableKeyIsIgnored(String jwk) throws MalformedJsonException {
        assertIgnored(jwk);
    }

    @Test
    @DisplayName("G5 RSA of 1024 bits, or with exponent 1 or 3 or an even one, is ignored")
    void weakRsaIsIgnored() throws MalformedJsonException {
        assertIgnored(SigningKey.rsa("a", 1024, 65537).jwk());
        assertIgnored(SigningKey.rsa("a", 2048, 3).jwk());
        assertIgnored(RSA.named("a").jwk().replace("\"e\":\"AQAB\"", "\"e\":\"AQ\""));
        assertIgnored(RSA.named("a").jwk().replace("\"e\":\"AQAB\"", "\"e\":\"AQAA\""));
        assertIgnored(RSA.named("a").jwk().replace("\"e\":\"AQAB\"", "\"e\":\"AQAAAAAAAAAAAQ\""));
        assertIgnored(RSA.named("a").jwk().replace("\"n\":\"", "\"n\":\"" + "A".repeat(5000)));
    }

    @Test
    void largestRsaKeyIsUsed() throws MalformedJsonException {
        assertThat(parse(oddRsa(16384, "AQAB")).keys()).hasSize(1);
        assertIgnored(oddRsa(16385, "AQAB"));
        String exponentOf64Bits = Base64Url.encode(HexFormat.of().parseHex("8000000000000001"));
        assertThat(parse(oddRsa(2048, exponentOf64Bits)).keys()).hasSize(1);
        assertIgnored(oddRsa(2048, Base64Url.encode(HexFormat.of().parseHex("010000000000000001"))));
    }

    private static String oddRsa(int bits, String exponent) {
        String n = BigInteger.ONE.shiftLeft(bits - 1).setBit(0).toString(16);
        return "{\"kty\":\"RSA\",\"e\":\"" + exponent + "\",\"n\":\""
                + Base64Url.encode(HexFormat.of().parseHex(evenLength(n))) + "\"}";
    }

    @Test
    @DisplayName("G5 a modulus of the ROCA generator is ignored")
    void rocaModulusIsIgnored() throws MalformedJsonException {
        // Its form without the primes: 65537^a modulo the product of the small primes, plus a multiple of that product.
        BigInteger product = IntStream.rangeClosed(2, 167)
                .mapToObj(BigInteger::valueOf)
                .filter(number -> number.isProbablePrime(50))
                .reduce(BigInteger.ONE, BigInteger::multiply);
        BigInteger modulus = BigInteger.valueOf(65537).modPow(BigInteger.valueOf(12345), product);
        modulus = modulus.add(product.multiply(BigInteger.ONE.shiftLeft(2100 - product.bitLength())));
        String n = Base64Url.encode(HexFormat.of().parseHex(evenLength(modulus.toString(16))));
        assertIgnored("{\"kty\":\"RSA\",\"kid\":\"a\",\"e\":\"AQAB\",\"n\":\"" + n + "\"}");
    }

    private static String evenLength(String hex) {
        return hex.length() % 2 == 0 ? hex : "0" + hex;
    }

    @Test
    @DisplayName("A14, G5 an EC point that is not on the curve, at infinity or beyond its prime is ignored")
    void foreignPointIsIgnored() throws MalformedJsonException {
        String zero = "A".repeat(43);
        assertIgnored("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + zero + "\",\"y\":\"" + zero + "\"}");
        String one = "A".repeat(42) + "E";
        assertIgnored("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + one + "\",\"y\":\"" + one + "\"}");
        // The point with x = 0, its x written as the prime.
        ECParameterSpec curve = ((ECPublicKey) EC.publicKey()).getParams();
        BigInteger prime = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger root =
                curve.getCurve().getB().modPow(prime.add(BigInteger.ONE).shiftRight(2), prime);
        String x = Base64Url.encode(HexFormat.of().parseHex(prime.toString(16)));
        String y = Base64Url.encode(HexFormat.of().parseHex(evenLength(root.toString(16))));
        assertThat(parse("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + zero + "\",\"y\":\"" + y + "\"}")
                        .keys())
                .hasSize(1);
        assertIgnored("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}");
        assertIgnored(EC.named("a").jwk().replace("P-256", "P-384"));
    }

    @ParameterizedTest(name = "A17 Ed25519 key {0} is ignored")
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "0200000000000000000000000000000000000000000000000000000000000000",
            })
    @DisplayName("A17")
    void smallOrderOrNoPointIsIgnored(String hex) throws MalformedJsonException {
        String x = Base64Url.encode(HexFormat.of().parseHex(hex));
        assertIgnored("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"a\",\"x\":\"" + x + "\"}");
    }

    @Test
    void ed25519KeyWhoseLastByteIsZeroIsRead() throws MalformedJsonException {
        byte[] raw = HexFormat.of().parseHex("17ace8bc3e7ca6485bd4179c6c4e7745663bc53319e51c15cb111a302a445700");
        ParsedKeys parsed = parse("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + Base64Url.encode(raw) + "\"}");
        byte[] encoded = parsed.keys().get(0).key().getEncoded();
        assertThat(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))
                .isEqualTo(raw);
    }

    @Test
    @DisplayName("G5 an encryption key does not take a signature key's kid away")
    void encryptionKeyIsNoDuplicate() throws MalformedJsonException {
        ParsedKeys parsed =
                parse(RSA.named("same").jwk("\"use\":\"enc\""), EC.named("same").jwk());
        assertThat(parsed.keys()).extracting(VerificationKey::key).containsExactly(EC.publicKey());
    }

    @Test
    @DisplayName("G6 a set of more than 500 keys is none, rather than one that lacks keys")
    void numberOfKeysIsBounded() throws MalformedJsonException {
        String[] many =
                IntStream.range(0, 501).mapToObj(i -> ED.named("k" + i).jwk()).toArray(String[]::new);
        assertThat(parse(Arrays.copyOf(many, 500)).keys()).hasSize(500);
        assertThatThrownBy(() -> parse(many)).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    @DisplayName("A6 an odd kid is not repeated in a log line")
    void oddKidIsNotShown() throws MalformedJsonException {
        String odd = "../../dev/null";
        assertThat(parse(RSA.named(odd).jwk("\"use\":\"enc\"")).ignored())
                .singleElement()
                .asString()
                .doesNotContain("dev");
        assertThat(parse(RSA.named("x".repeat(512)).jwk()).keys()).hasSize(1);
        assertThat(parse(RSA.named("x".repeat(513)).jwk()).keys()).isEmpty();
    }

    @ParameterizedTest(name = "G6 {0} is no key set")
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[],\"keys\":[]}", "{\"keys\":[]}x"})
    @DisplayName("G6")
    void otherDocumentsAreRefused(String document) {
        assertThatThrownBy(() -> new KeySetParser().parse(document.getBytes(UTF_8)))
                .isInstanceOf(MalformedJsonException.class);
    }

    private static void assertIgnored(String jwk) throws MalformedJsonException {
        ParsedKeys parsed = parse(jwk, ED.jwk());
        assertThat(parsed.keys()).extracting(VerificationKey::key).containsExactly(ED.publicKey());
        assertThat(parsed.ignored()).hasSize(1);
    }

    private static ParsedKeys parse(String... jwks) throws MalformedJsonException {
        return new KeySetParser().parse(SigningKey.jwks(jwks).getBytes(UTF_8));
    }
}
