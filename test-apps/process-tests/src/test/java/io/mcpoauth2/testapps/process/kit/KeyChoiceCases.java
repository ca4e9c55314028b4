package io.mcpoauth2.testapps.process.kit;

import static io.mcpoauth2.testapps.process.kit.Case.refused;
import static io.mcpoauth2.testapps.process.kit.Kit.valid;

import io.mcpoauth2.testapps.issuer.TokenSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Keys that a token may not choose: rows A5 to A7, and the keys of G5. */
final class KeyChoiceCases {
    private KeyChoiceCases() {}

    static Stream<Case> all() {
        return Stream.of(ownKeys(), kids(), unusableKeys()).flatMap(cases -> cases);
    }

    private static Stream<Case> ownKeys() {
        return Stream.of(
                refused(
                        "A5",
                        "jwk, kid of a published key",
                        kit -> kit.mint(forged(kit, kit.main.signingKey().kid())
                                .header("jwk", kit.unusable.attacker.publicJwk()))),
                refused(
                        "A5",
                        "jwk, its own kid",
                        kit -> kit.mint(forged(kit, "attacker").header("jwk", kit.unusable.attacker.publicJwk()))),
                refused(
                        "A5",
                        "jwk, no kid",
                        kit -> kit.mint(forged(kit, "attacker")
                                .withoutHeader("kid")
                                .header("jwk", kit.unusable.attacker.publicJwk()))),
                pointing("jku"),
                pointing("x5u"),
                refused(
                        "A5",
                        "jku of no kid",
                        kit -> kit.mint(forged(kit, "attacker")
                                .withoutHeader("kid")
                                .header("jku", kit.bait.uri().toString()))),
                refused(
                        "A5",
                        "jku, a file",
                        kit -> kit.mint(forged(kit, "attacker").header("jku", "file:///etc/passwd"))),
                refused(
                        "A5",
                        "jku, link-local",
                        kit -> kit.mint(
                                forged(kit, "attacker").header("jku", "http://169.254.169.254/latest/meta-data"))),
                refused(
                        "A5",
                        "x5c, self-signed",
                        kit -> kit.mint(forged(kit, "attacker")
                                .header(
                                        "x5c",
                                        List.of(Base64.getEncoder()
                                                .encodeToString(kit.unusable
                                                        .attacker
                                                        .publicKey()
                                                        .getEncoded()))))),
                refused(
                        "A5",
                        "kid is an address",
                        kit -> kit.mint(forged(kit, kit.bait.uri().toString()))));
    }

    private static Case pointing(String member) {
        return refused(
                "A5",
                member + ", its own kid",
                kit -> kit.mint(
                        forged(kit, "attacker").header(member, kit.bait.uri().toString())));
    }

    private static TokenSpec forged(Kit kit, String kid) {
        return valid().signedWith(kit.unusable.attacker).header("kid", kid);
    }

    private static Stream<Case> kids() {
        Map<String, Object> kids = Map.of(
                "a path",
                "../../../../dev/null",
                "SQL",
                "x' UNION SELECT 'secret';--",
                "a NUL",
                "attacker\u0000",
                "line ends",
                "attacker\r\nSet-Cookie: a=b",
                "2 KB",
                "k".repeat(2048),
                "empty",
                "",
                "an object",
                Map.of("kid", "attacker"),
                "an array",
                List.of("attacker"),
                "a number",
                1,
                "true",
                true);
        Stream<Case> odd = kids.keySet().stream()
                .sorted()
                .map(name -> refused("A6", "kid is " + name, kit -> kit.mint(valid().header("kid", kids.get(name)))));
        return Stream.concat(
                odd,
                Stream.of(
                        refused("A6", "kid null", kit -> kit.mint(valid().header("kid", null))),
                        refused("A6", "kid unknown", kit -> kit.mint(valid().header("kid", Kit.NOT_SERVED))),
                        refused(
                                "A6",
                                "kid twice",
                                kit -> kit.mint(valid().rawHeader("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\""
                                        + kit.main.signingKey().kid() + "\",\"kid\":\"x\"}"))),
                        refused(
                                "A6",
                                "kid of another key of the kind",
                                kit -> kit.mint(
                                        valid().signedWith(kit.main.signingKey().withKid("forge")))),
                        refused(
                                "A7",
                                "no kid, signed by none of the keys",
                                kit -> kit.mint(forged(kit, "").withoutHeader("kid")))));
    }

    private static Stream<Case> unusableKeys() {
        return Stream.of(
                refused("G5", "key for encryption", kit -> kit.mint(valid().signedWith(kit.unusable.encryption))),
                refused(
                        "G5",
                        "key whose operations are others",
                        kit -> kit.mint(valid().signedWith(kit.unusable.keyOps))),
                refused("G5", "first of two keys of one kid", kit -> kit.mint(valid().signedWith(kit.unusable.one))),
                refused("G5", "second of two keys of one kid", kit -> kit.mint(valid().signedWith(kit.unusable.other))),
                refused("G5", "RSA key of 1024 bits", kit -> kit.unusable.small.pkcs1(256, kit.claims(""))),
                refused(
                        "G5",
                        "key published with its private part",
                        kit -> kit.unusable.leaked.pkcs1(256, kit.claims(""))),
                refused("A14", "EC key off the curve", kit -> kit.mint(valid().signedWith(kit.unusable.offCurve))));
    }
}
