package io.mcpoauth2.agent.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.jose.Base64Url;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.jose.VerificationKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows K1 to K3: key sets as issuers publish them, rather than as the RFCs want them. */
class PublishedKeysTest {
    private static final SigningKey RSA = SigningKey.rsa("a");
    private static final SigningKey EC = SigningKey.ec("a", "secp256r1");

    @ParameterizedTest(
            name = "K2 on {0} a coordinate without its leading zero bytes is read, and one with more of them")
    @CsvSource({"secp256r1", "secp384r1", "secp521r1"})
    @DisplayName("K2")
    void coordinateOfAnyLengthIsRead(String curve) throws MalformedJsonException {
        SigningKey key = withLeadingZero(curve);
        for (String member : new String[] {"x", "y"}) {
            byte[] whole = coordinate(key, member);
            int zeros = 0;
            while (whole[zeros] == 0) {
                zeros++;
            }
            assertRead(key, withCoordinate(key, member, Arrays.copyOfRange(whole, zeros, whole.length)));
            byte[] longer = new byte[whole.length + 3];
            System.arraycopy(whole, 0, longer, 3, whole.length);
            assertRead(key, withCoordinate(key, member, longer));
        }
    }

    @ParameterizedTest(name = "K2 the coordinate {0} that is wrong is named: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "x | 01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff | x has 33 bytes, where its curve has 32",
                "y | 010000000000000000000000000000000000000000000000000000000000000000 | y has 33 bytes, where its curve has 32",
                "x | ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff | x is not below the prime",
                "y | ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff | y is not below the prime",
                "y | 01 | x and y are not a point",
                "x | '' | x has 0 bytes"
            })
    @DisplayName("K2")
    void wrongCoordinateIsNamed(String member, String hex, String reason) throws MalformedJsonException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertIgnored(withCoordinate(EC, member, bytes), "(kid a): its " + reason);
    }

    @ParameterizedTest(name = "K3 {0} with {1} at its end is read")
    @CsvSource({"n, =", "n, ==", "e, =", "e, =="})
    @DisplayName("K3")
    void paddedMemberIsRead(String member, String padding) throws MalformedJsonException {
        assertRead(RSA, padded(RSA, member, padding));
    }

    @Test
    @DisplayName("K3 padding is read in members of other types, too")
    void paddingIsReadInAllTypes() throws MalformedJsonException {
        assertRead(EC, padded(EC.named("a"), "x", "=").replace("\"}", "=\"}"));
        SigningKey edwards = SigningKey.ed25519("a");
        assertRead(edwards, padded(edwards, "x", "="));
    }

    @ParameterizedTest(name = "K3 {0} = {1} is ignored, and named")
    @CsvSource(
            delimiter = '|',
            value = {
                "n | \"AQAB===\" | its n is not base64url",
                "n | \"AQ=AB\" | its n is not base64url",
                "n | \"A/+B\" | its n is not base64url",
                "n | \"AQAB \" | its n is not base64url",
                "e | \"AR\" | its e is not base64url",
                "e | null | its e is missing",
                "e | 65537 | its e is not a string",
                "kty | null | its kty is missing"
            })
    @DisplayName("K3")
    void otherSpellingsAreIgnoredAndNamed(String member, String json, String reason) throws MalformedJsonException {
        String jwk = RSA.jwk().replaceFirst("\"" + member + "\":\"[^\"]*\"", "\"" + member + "\":" + json);
        assertIgnored(jwk, "(kid a): " + reason);
    }

    @ParameterizedTest(name = "K3 a member {0} that is null is none")
    @ValueSource(strings = {"use", "key_ops", "alg", "x5c", "d", "k", "p", "oth"})
    @DisplayName("K3")
    void nullMemberIsNone(String member) throws MalformedJsonException {
        assertRead(RSA, RSA.jwk("\"" + member + "\":null"));
    }

    @Test
    @DisplayName("K3 a kid that is null is none")
    void nullKidIsNone() throws MalformedJsonException {
        ParsedKeys parsed = parse(RSA.jwk().replace("\"kid\":\"a\"", "\"kid\":null"));
        assertThat(parsed.keys())
                .singleElement()
                .satisfies(key -> assertThat(key.kid()).isEmpty());
    }

    @Test
    @DisplayName("K1 entries of one kid and one thumbprint are one key, however they are written")
    void repeatedKeyIsOne() throws MalformedJsonException {
        ParsedKeys parsed = parse(
                RSA.jwk(),
                RSA.jwk(),
                padded(RSA, "n", "=="),
                RSA.jwk("\"alg\":null", "\"use\":\"sig\"", "\"x5t\":\"other\""));
        assertThat(parsed.ignored()).isEmpty();
        assertThat(parsed.keys()).extracting(VerificationKey::key).containsExactly(RSA.publicKey());
    }

    @Test
    @DisplayName("K1 a key of two kids has both")
    void keyOfTwoKidsHasBoth() throws MalformedJsonException {
        ParsedKeys parsed = parse(RSA.jwk(), RSA.named("b").jwk());
        assertThat(parsed.ignored()).isEmpty();
        assertThat(new KeySet(1, parsed.keys()).named("b")).hasSize(1);
    }

    @Test
    @DisplayName("K1 what must not verify is left out before kids are compared")
    void unusableKeyIsNoDuplicate() throws MalformedJsonException {
        ParsedKeys parsed = parse(
                RSA.jwk(),
                SigningKey.rsa("a").jwk("\"use\":\"enc\""),
                SigningKey.rsa("a").jwk("\"key_ops\":[\"encrypt\"]"),
                SigningKey.rsa("a", 1024, 65537).jwk());
        assertThat(parsed.keys()).extracting(VerificationKey::key).containsExactly(RSA.publicKey());
        assertThat(parsed.ignored()).hasSize(3).noneMatch(key -> key.reason().contains("same kid"));
    }

    @Test
    @DisplayName("K1 keys of one kid that can be mistaken for each other are told of, and others are not")
    void ambiguousKeysAreToldOf() throws MalformedJsonException {
        assertThat(parse(RSA.jwk(), EC.jwk(), SigningKey.ec("a", "secp384r1").jwk())
                        .ignored())
                .isEmpty();
        assertThat(parse(RSA.jwk("\"alg\":\"RS256\""), SigningKey.rsa("a").jwk("\"alg\":\"PS256\""))
                        .ignored())
                .isEmpty();
        assertThat(parse(RSA.jwk("\"alg\":\"RS256\""), RSA.jwk("\"alg\":\"PS256\""), RSA.jwk())
                        .ignored())
                .isEmpty();
        for (String alg : new String[] {"\"alg\":null", "\"alg\":\"RS256\""}) {
            assertThat(parse(RSA.jwk("\"alg\":\"RS256\""), SigningKey.rsa("a").jwk(alg), EC.jwk())
                            .ignored())
                    .hasSize(2)
                    .allMatch(key -> key.reason().startsWith("key (kid a): another key has the same kid"))
                    .noneMatch(ParsedKeys.IgnoredKey::expected);
        }
    }

    private static SigningKey withLeadingZero(String curve) {
        while (true) {
            SigningKey key = SigningKey.ec("a", curve);
            if (coordinate(key, "x")[0] == 0 && (curve.equals("secp521r1") || coordinate(key, "x")[1] != 0)) {
                return key;
            }
        }
    }

    private static byte[] coordinate(SigningKey key, String member) {
        ECPublicKey ec = (ECPublicKey) key.publicKey();
        int length = (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8;
        byte[] number = (member.equals("x") ? ec.getW().getAffineX() : ec.getW().getAffineY()).toByteArray();
        byte[] whole = new byte[length];
        int skip = Math.max(0, number.length - length);
        System.arraycopy(number, skip, whole, length - (number.length - skip), number.length - skip);
        return whole;
    }

    private static String withCoordinate(SigningKey key, String member, byte[] bytes) {
        Matcher matcher = Pattern.compile("\"" + member + "\":\"[^\"]*\"").matcher(key.jwk());
        return matcher.replaceFirst("\"" + member + "\":\"" + Base64Url.encode(bytes) + "\"");
    }

    private static String padded(SigningKey key, String member, String padding) {
        Matcher matcher = Pattern.compile("(\"" + member + "\":\"[^\"]*)\"").matcher(key.jwk());
        return matcher.replaceFirst("$1" + padding + "\"");
    }

    private static void assertRead(SigningKey key, String jwk) throws MalformedJsonException {
        ParsedKeys parsed = parse(jwk);
        assertThat(parsed.ignored()).isEmpty();
        assertThat(parsed.keys()).extracting(VerificationKey::key).containsExactly(key.publicKey());
    }

    private static void assertIgnored(String jwk, String reason) throws MalformedJsonException {
        ParsedKeys parsed = parse(jwk);
        assertThat(parsed.keys()).isEmpty();
        assertThat(parsed.ignored()).singleElement().satisfies(key -> {
            assertThat(key.reason()).contains(reason);
            assertThat(key.expected()).isFalse();
        });
    }

    private static ParsedKeys parse(String... jwks) throws MalformedJsonException {
        return new KeySetParser().parse(SigningKey.jwks(jwks).getBytes(UTF_8));
    }
}
