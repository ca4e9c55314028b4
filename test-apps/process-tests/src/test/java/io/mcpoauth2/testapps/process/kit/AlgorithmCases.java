package io.mcpoauth2.testapps.process.kit;

import static io.mcpoauth2.testapps.process.kit.Case.refused;
import static io.mcpoauth2.testapps.process.kit.Kit.valid;

import io.mcpoauth2.testapps.issuer.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Algorithms that a token may not choose: rows A1 to A4. */
final class AlgorithmCases {
    private AlgorithmCases() {}

    static Stream<Case> all() {
        return Stream.of(unsigned(), publicKeyAsSecret(), mismatches()).flatMap(cases -> cases);
    }

    private static Stream<Case> unsigned() {
        List<Case> cases = new ArrayList<>();
        for (String none : List.of("none", "None", "nOnE", "NONE")) {
            cases.add(refused(
                    "A1",
                    "alg " + none + ", no signature",
                    kit -> kit.mint(valid().header("alg", none).unsigned())));
            cases.add(
                    refused("A1", "alg " + none + ", with a signature", kit -> kit.mint(valid().header("alg", none))));
        }
        cases.add(refused("A1", "alg empty", kit -> kit.mint(valid().header("alg", ""))));
        cases.add(refused("A1", "alg null", kit -> kit.mint(valid().header("alg", null))));
        cases.add(refused("A1", "alg a number", kit -> kit.mint(valid().header("alg", 256))));
        cases.add(refused("A1", "alg an array", kit -> kit.mint(valid().header("alg", List.of("RS256")))));
        cases.add(refused("A1", "alg absent", kit -> kit.mint(valid().withoutHeader("alg"))));
        cases.add(refused(
                "A1",
                "alg absent, no signature",
                kit -> kit.mint(valid().withoutHeader("alg").unsigned())));
        cases.add(refused("A1", "alg RS256, no signature", kit -> kit.mint(valid().unsigned())));
        return cases.stream();
    }

    private static Stream<Case> publicKeyAsSecret() {
        return Stream.of(
                hmac("HS256", "RSA key as PEM", kit -> kit.main.signingKey(), AlgorithmCases::pem),
                hmac("HS384", "RSA key as PEM", kit -> kit.main.signingKey(), AlgorithmCases::pem),
                hmac("HS512", "RSA key as PEM", kit -> kit.main.signingKey(), AlgorithmCases::pem),
                hmac("HS256", "RSA key as PEM, last line open", kit -> kit.main.signingKey(), AlgorithmCases::openPem),
                hmac("HS256", "RSA key as DER", kit -> kit.main.signingKey(), AlgorithmCases::der),
                hmac("HS256", "RSA key as JWK", kit -> kit.main.signingKey(), AlgorithmCases::jwk),
                hmac("HS256", "RSA modulus", kit -> kit.main.signingKey(), key -> member(key, "n")),
                hmac("HS256", "EC key as PEM", kit -> kit.es256, AlgorithmCases::pem),
                hmac("HS256", "EC key as DER", kit -> kit.es256, AlgorithmCases::der),
                hmac("HS256", "EC coordinate", kit -> kit.es256, key -> member(key, "x")),
                hmac("HS256", "Ed25519 key", kit -> kit.ed25519, key -> member(key, "x")),
                refused(
                        "A3",
                        "HS256 with the oct key of the set",
                        kit -> kit.mint(valid().signedWith(kit.unusable.shared))));
    }

    private static Case hmac(
            String algorithm, String name, Function<Kit, SigningKey> choice, Function<SigningKey, byte[]> secret) {
        return refused("A2", algorithm + " with the " + name, kit -> {
            SigningKey key = choice.apply(kit);
            return kit.mint(valid().signedWith(
                            SigningKey.symmetric(algorithm, secret.apply(key)).withKid(key.kid())));
        });
    }

    private static Stream<Case> mismatches() {
        return Stream.of(
                claimed("A3", "RS1", kit -> kit.main.signingKey()),
                claimed("A3", "rs256", kit -> kit.main.signingKey()),
                claimed("A3", "RS256 ", kit -> kit.main.signingKey()),
                claimed("A3", "ES256K", kit -> kit.es256),
                claimed("A3", "SHA256withRSA", kit -> kit.main.signingKey()),
                claimed("A4", "RS512", kit -> kit.main.signingKey()),
                claimed("A4", "PS256", kit -> kit.main.signingKey()),
                claimed("A4", "ES256", kit -> kit.main.signingKey()),
                claimed("A4", "EdDSA", kit -> kit.main.signingKey()),
                claimed("A4", "RS256", kit -> kit.es256),
                claimed("A4", "ES256", kit -> kit.es384),
                claimed("A4", "ES512", kit -> kit.es384),
                claimed("A4", "ES256", kit -> kit.ed25519),
                claimed("A17", "Ed448", kit -> kit.ed25519),
                refused(
                        "A4",
                        "RS512 really made with a key for RS256",
                        kit -> kit.mint(valid().signedWith(kit.main.signingKey().as("RS512")))),
                refused(
                        "A4",
                        "PS256 really made with a key for RS256",
                        kit -> kit.mint(valid().signedWith(kit.main.signingKey().as("PS256")))),
                refused(
                        "A4",
                        "RS256 really made with a key for PS256",
                        kit -> kit.mint(valid().signedWith(kit.ps256.as("RS256")))),
                refused(
                        "A4",
                        "ES256 of a P-384 key that the set calls ES256",
                        kit -> kit.mint(
                                valid().signedWith(kit.unusable.mislabelled).header("alg", "ES256"))));
    }

    /** A faultless signature under another algorithm's name. */
    private static Case claimed(String row, String algorithm, Function<Kit, SigningKey> key) {
        return refused(
                row,
                "alg " + algorithm + " with another kind of key",
                kit -> kit.mint(valid().signedWith(key.apply(kit)).header("alg", algorithm)));
    }

    private static byte[] pem(SigningKey key) {
        return (new String(openPem(key), StandardCharsets.US_ASCII) + '\n').getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] openPem(SigningKey key) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der(key));
        return ("-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] der(SigningKey key) {
        return key.publicKey().getEncoded();
    }

    private static byte[] jwk(SigningKey key) {
        return Kit.json(key.publicJwk()).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] member(SigningKey key, String name) {
        return Base64Url.decode((String) key.publicJwk().get(name));
    }
}
