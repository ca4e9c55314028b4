package io.mcpoauth2.agent.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mcpoauth2.agent.jose.Base64Url;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows A8 to A13 and F7: which texts are a token at all. */
class StructureRowsTest {
    private static final String MALFORMED = "Malformed token";

    private final TestValidator validator = new TestValidator();

    @ParameterizedTest(name = "A8 crit {0} is refused")
    @ValueSource(
            strings = {"[\"exp\"]", "[]", "[\"b64\"]", "[\"x\"]", "\"exp\"", "null", "[\"exp\",\"exp\"]", "[\"alg\"]"})
    @DisplayName("A8")
    void criticalMembersAreRefused(String crit) {
        validator.refuses(TestToken.valid().header("crit", crit), MALFORMED);
    }

    @Test
    @DisplayName("A9 duplicate members of header and payload are refused")
    void duplicateMembersAreRefused() {
        validator.refuses(
                signed(
                        "{\"alg\":\"EdDSA\",\"alg\":\"EdDSA\",\"kid\":\"ed\"}",
                        TestToken.valid().payloadJson()),
                MALFORMED);
        String payload = TestToken.valid().payloadJson();
        for (String claim : new String[] {"\"aud\":\"x\"", "\"sub\":\"x\"", "\"exp\":1", "\"\\u0061ud\":\"x\""}) {
            validator.refuses(signed(payload.replaceFirst("\\{", "{" + claim.replace("\\", "\\\\") + ",")), MALFORMED);
        }
    }

    @ParameterizedTest(name = "A10 payload {0} is refused")
    @ValueSource(
            strings = {
                "[]",
                "\"x\"",
                "null",
                "5",
                "{}x",
                "{} {}",
                "\uFEFF{}",
                "{\"exp\":NaN}",
                "{\"a\":\"\\ud800\"}",
                ""
            })
    @DisplayName("A10")
    void payloadThatIsNoStrictObjectIsRefused(String payload) {
        validator.refuses(signed(payload), MALFORMED);
    }

    @Test
    @DisplayName("A10 deep nesting is refused without a StackOverflowError")
    void deepNestingIsRefused() {
        validator.refuses(signed("{\"a\":" + "[".repeat(10_000)), MALFORMED);
        validator.refuses(signed("{\"a\":" + "[".repeat(33) + "]".repeat(33) + "}"), MALFORMED);
    }

    @Test
    @DisplayName("A11 other spellings and other numbers of segments are refused")
    void otherSpellingsAreRefused() {
        String token = TestToken.valid().build();
        validator.accepts(token);
        int payload = token.indexOf('.') + 1;
        int signature = token.lastIndexOf('.') + 1;
        for (String odd : new String[] {
            token + "=",
            token + "==",
            token + " ",
            " " + token,
            token + "\n",
            token + ".",
            "." + token,
            token + ".a",
            token + ".a.b",
            token.substring(0, signature),
            token.substring(0, signature - 1),
            token.substring(0, payload),
            "",
            ".",
            "..",
            "...",
            ".".repeat(1000),
            "a",
            "ä.ö.ü",
            token.substring(0, payload) + token.substring(signature - 1),
            token.substring(payload - 1),
            token.substring(0, 4) + "+" + token.substring(5),
            token.substring(0, 4) + "/" + token.substring(5),
            token.substring(0, 4) + " " + token.substring(4),
            token.substring(0, signature + 85) + "B"
        }) {
            validator.refuses(odd, MALFORMED);
        }
    }

    @Test
    @DisplayName("A12 JSON serialisation, detached and unencoded payloads are refused")
    void otherSerialisationsAreRefused() {
        String token = TestToken.valid().build();
        String[] parts = token.split("\\.", -1);
        validator.refuses(
                "{\"protected\":\"" + parts[0] + "\",\"payload\":\"" + parts[1] + "\",\"signature\":\"" + parts[2]
                        + "\"}",
                MALFORMED);
        validator.refuses(parts[0] + ".." + parts[2], MALFORMED);
        validator.refuses(TestToken.valid().header("b64", "false"), MALFORMED);
    }

    @Test
    @DisplayName("A13 encrypted and nested tokens are refused")
    void encryptedAndNestedTokensAreRefused() {
        validator.refuses("a.b.c.d.e", MALFORMED);
        validator.refuses(TestToken.valid().header("cty", "\"JWT\""), MALFORMED);
        validator.refuses(TestToken.valid().header("cty", "\"application/jwt\""), MALFORMED);
        validator.refuses(
                TestToken.valid().header("alg", "\"PBES2-HS256+A128KW\"").header("p2c", "2147483648"),
                "Unsupported algorithm");
    }

    @ParameterizedTest
    @CsvSource({"zip, '\"GZIP\"'", "zip, '\"DEF\"'", "zip, null", "enc, '\"A256GCM\"'", "x, null", "cty, null"})
    @DisplayName("RFC 7515 §4: what is not understood and not critical is ignored")
    void unknownHeaderMembersAreIgnored(String name, String json) {
        validator.accepts(TestToken.valid().header(name, json));
    }

    @ParameterizedTest
    @CsvSource({"b64, true", "b64, null", "crit, null", "kid, null", "typ, null", "alg, null"})
    @DisplayName("A11 what is critical, or known and of another type, is malformed")
    void knownHeaderMembersHaveTheirType(String name, String json) {
        validator.refuses(TestToken.valid().header(name, json), MALFORMED);
    }

    @Test
    @DisplayName("A6 a kid has 512 characters at most, none of control")
    void kidIsBounded() {
        validator.refuses(TestToken.valid().header("kid", "\"" + "k".repeat(512) + "\""), "Unknown key");
        validator.refuses(TestToken.valid().header("kid", "\"" + "k".repeat(513) + "\""), MALFORMED);
        validator.refuses(TestToken.valid().header("kid", "\"k\\u0085\""), MALFORMED);
    }

    @Test
    @DisplayName("F7 a token beyond the limit is refused before it is parsed")
    void longTokenIsRefused() {
        validator.refuses("x".repeat(TestValidator.MAX_TOKEN_SIZE + 1), "Token too large");
        validator.refuses("x".repeat(TestValidator.MAX_TOKEN_SIZE), MALFORMED);
    }

    private static String signed(String payload) {
        return signed(TestToken.valid().headerJson(), payload);
    }

    private static String signed(String header, String payload) {
        return payload.isEmpty()
                ? Base64Url.encode(header.getBytes(UTF_8)) + ".." + "AA"
                : TestToken.ED.token("EdDSA", header, payload);
    }
}
