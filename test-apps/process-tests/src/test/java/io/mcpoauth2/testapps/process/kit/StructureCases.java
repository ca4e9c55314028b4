package io.mcpoauth2.testapps.process.kit;

import static io.mcpoauth2.testapps.process.kit.Case.accepted;
import static io.mcpoauth2.testapps.process.kit.Case.refused;
import static io.mcpoauth2.testapps.process.kit.Kit.valid;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Tokens that are no JWS in compact form with one meaning: rows A8 to A13. All of them have a faultless signature. */
final class StructureCases {
    private StructureCases() {}

    static Stream<Case> all() {
        return Stream.of(critical(), duplicates(), json(), base64(), serialisations())
                .flatMap(cases -> cases);
    }

    private static Stream<Case> critical() {
        return Stream.of(
                crit("exp", List.of("exp")),
                crit("nothing", List.of()),
                crit("an unknown extension", List.of("urn:example:x")),
                crit("a string", "exp"),
                crit("null", null),
                crit("duplicates", List.of("exp", "exp")),
                refused(
                        "A8",
                        "crit b64, which is false",
                        kit -> kit.mint(valid().header("crit", List.of("b64")).header("b64", false))),
                refused("A12", "b64 false without crit", kit -> kit.mint(valid().header("b64", false))));
    }

    private static Case crit(String name, Object value) {
        return refused(
                "A8",
                "crit " + name,
                kit -> kit.mint(valid().header("crit", value).header("exp", 1)));
    }

    private static Stream<Case> duplicates() {
        return Stream.of(
                header("A9", "alg twice, none first", h -> h.replace("{", "{\"alg\":\"none\",")),
                header("A9", "alg twice, none last", h -> h.replace("}", ",\"alg\":\"none\"}")),
                header("A9", "alg twice, once escaped", h -> h.replace("{", "{\"\\u0061lg\":\"none\",")),
                payload("A9", "aud twice", p -> p.replace("}", ",\"aud\":\"https://other.example.com\"}")),
                payload("A9", "aud twice, once escaped", p -> p.replace("}", ",\"\\u0061ud\":\"https://x.example\"}")),
                payload("A9", "sub twice", p -> p.replace("}", ",\"sub\":\"admin\"}")),
                payload("A9", "exp twice", p -> p.replace("}", ",\"exp\":9999999999}")),
                payload("A9", "iss twice", p -> p.replace("}", ",\"iss\":\"https://x.example\"}")),
                payload("A9", "a member twice in an inner object", p -> p.replace("}", ",\"x\":{\"a\":1,\"a\":2}}")));
    }

    private static Stream<Case> json() {
        return Stream.of(
                header("A10", "header an array", h -> "[" + h + "]"),
                header("A10", "header a string", h -> "\"RS256\""),
                header("A10", "header with bytes behind it", h -> h + "x"),
                header("A10", "header with a BOM", h -> "\uFEFF" + h),
                header("A10", "header nested 2000 deep", h -> h.replace("}", ",\"x\":" + nested(2000) + "}")),
                payload("A10", "payload an array", p -> "[" + p + "]"),
                payload("A10", "payload null", p -> "null"),
                payload("A10", "payload with another behind it", p -> p + p),
                payload("A10", "payload with a NUL behind it", p -> p + "\u0000"),
                payload("A10", "payload with a BOM", p -> "\uFEFF" + p),
                payload("A10", "payload cut off", p -> p.substring(0, p.length() - 1)),
                payload("A10", "payload with a comment", p -> p.replace("}", "/* x */}")),
                payload("A10", "payload with single quotes", p -> p.replace("\"sub\"", "'sub'")),
                payload("A10", "payload with a comma too many", p -> p.replace("}", ",}")),
                payload("A10", "payload with NaN", p -> p.replace("}", ",\"x\":NaN}")),
                payload("A10", "payload with a huge number", p -> p.replace("}", ",\"x\":1e999999999}")),
                payload("A10", "payload with a lone surrogate", p -> p.replace("}", ",\"x\":\"\\ud800\"}")),
                payload("A10", "payload nested 2000 deep", p -> p.replace("}", ",\"x\":" + nested(2000) + "}")),
                refused(
                        "A10",
                        "payload that is not UTF-8",
                        kit -> kit.forge.rs256(
                                kit.forge.header("RS256").getBytes(StandardCharsets.UTF_8),
                                kit.claims(",\"x\":\"\u00e9\"").getBytes(StandardCharsets.ISO_8859_1))),
                refused(
                        "A10",
                        "payload in UTF-16",
                        kit -> kit.forge.rs256(
                                kit.forge.header("RS256").getBytes(StandardCharsets.UTF_8),
                                kit.claims("").getBytes(StandardCharsets.UTF_16BE))),
                refused(
                        "A10",
                        "header in UTF-16",
                        kit -> kit.forge.rs256(
                                kit.forge.header("RS256").getBytes(StandardCharsets.UTF_16LE),
                                kit.claims("").getBytes(StandardCharsets.UTF_8))));
    }

    private static Stream<Case> base64() {
        return Stream.of(
                text("A11", "signature padded", token -> token + "=="),
                text(
                        "A11",
                        "payload padded",
                        token -> part(token, 1, Compact.of(token).payload() + "=")),
                text(
                        "A11",
                        "header padded",
                        token -> part(token, 0, Compact.of(token).header() + "==")),
                text("A11", "plain base64 alphabet", StructureCases::withPlainAlphabet),
                text("A11", "unused bits set", StructureCases::withUnusedBits),
                text("A11", "a character too many", token -> token + "A"),
                text("A11", "header empty", token -> part(token, 0, "")),
                text("A11", "payload empty", token -> part(token, 1, "")),
                text("A11", "signature empty", token -> part(token, 2, "")),
                text("A11", "all empty", token -> ".."),
                text("A11", "one segment", token -> Compact.of(token).header()),
                text("A11", "two segments", token -> part(token, 2, "").replaceAll("\\.$", "")),
                text("A11", "four segments", token -> token + ".AAAA"),
                text("A11", "a trailing dot", token -> token + "."),
                text("A11", "a leading dot", token -> "." + token),
                text("A11", "1000 segments", token -> "a" + ".a".repeat(999)),
                text("A11", "not a JWT", token -> "2YotnFZFEjr1zCsicMWpAA"));
    }

    private static Stream<Case> serialisations() {
        return Stream.of(
                new Case("A12", "JWS in JSON", Expected.INVALID_REQUEST, kit -> {
                    Compact token = Compact.of(kit.token());
                    return Sent.with("Authorization: Bearer {\"protected\":\"" + token.header() + "\",\"payload\":\""
                            + token.payload() + "\",\"signature\":\"" + token.signature() + "\"}");
                }),
                text("A12", "payload detached", token -> part(token, 1, "")),
                accepted("T5", "zip, the payload plain", kit -> kit.mint(valid().header("zip", "GZIP"))),
                accepted("T5", "enc in a JWS", kit -> kit.mint(valid().header("enc", "A256GCM"))),
                refused("A13", "cty JWT", kit -> kit.mint(valid().header("cty", "JWT"))),
                refused("A13", "cty application/jwt", kit -> kit.mint(valid().header("cty", "application/jwt"))),
                jwe("{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\"}"),
                jwe("{\"alg\":\"dir\",\"enc\":\"A128GCM\",\"zip\":\"DEF\"}"),
                jwe("{\"alg\":\"PBES2-HS512+A256KW\",\"enc\":\"A256GCM\",\"p2c\":2147483647,\"p2s\":\"AAAA\"}"));
    }

    private static Case jwe(String header) {
        String encoded = Base64Url.encode(header.getBytes(StandardCharsets.UTF_8));
        return refused(
                "A13", "JWE " + header, kit -> encoded + ".AAAAAAAA.AAAAAAAAAAAAAAAA.AAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA");
    }

    private static Case header(String row, String name, UnaryOperator<String> change) {
        return refused(
                row,
                name,
                kit -> kit.forge.rs256(
                        change.apply(kit.forge.header("RS256")).getBytes(StandardCharsets.UTF_8),
                        kit.claims("").getBytes(StandardCharsets.UTF_8)));
    }

    private static Case payload(String row, String name, UnaryOperator<String> change) {
        return refused(row, name, kit -> kit.forge.pkcs1(256, change.apply(kit.claims(""))));
    }

    private static Case text(String row, String name, UnaryOperator<String> change) {
        return refused(row, name, kit -> change.apply(kit.token()));
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private static String part(String token, int index, String other) {
        String[] parts = token.split("\\.", -1);
        parts[index] = other;
        return String.join(".", parts);
    }

    /** The signature of 256 bytes surely has one of the two letters, or the next token's does not matter. */
    private static String withPlainAlphabet(String token) {
        String signature = Compact.of(token).signature();
        String plain = signature.replace('-', '+').replace('_', '/');
        // Where it has neither, a letter that is not base64url stands for them.
        return part(token, 2, plain.equals(signature) ? '+' + signature.substring(1) : plain);
    }

    /** 256 bytes leave four bits of the last letter unused. */
    private static String withUnusedBits(String token) {
        byte[] letters = token.getBytes(StandardCharsets.US_ASCII);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = letters.length - 1;
        letters[last] = (byte) alphabet.charAt(alphabet.indexOf(letters[last]) | 1);
        return new String(Arrays.copyOf(letters, letters.length), StandardCharsets.US_ASCII);
    }
}
