package io.mcpoauth2.testapps.process.kit;

import static io.mcpoauth2.testapps.process.kit.Case.refused;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** RSA signatures that are none, or not what the algorithm's name says: row A16. */
final class RsaSignatureCases {
    private RsaSignatureCases() {}

    static Stream<Case> all() {
        return Stream.concat(rsa(), pss());
    }

    private static Stream<Case> rsa() {
        return Stream.of(
                number("signature 0", kit -> BigInteger.ZERO, 256),
                number("signature 1", kit -> BigInteger.ONE, 256),
                number("signature n-1", kit -> kit.forge.modulus().subtract(BigInteger.ONE), 256),
                number("signature n", kit -> kit.forge.modulus(), 256),
                number("signature above n", kit -> BigInteger.TWO.pow(2048).subtract(BigInteger.ONE), 256),
                refused("A16", "signature plus n", kit -> plusModulus(kit, kit.forge.pkcs1(256, kit.claims("")))),
                changed(
                        "a zero before it",
                        s -> ByteBuffer.allocate(257).put(1, s).array()),
                changed("a zero behind it", s -> Arrays.copyOf(s, 257)),
                changed("a byte short", s -> Arrays.copyOf(s, 255)),
                refused(
                        "A16",
                        "data behind the digest (Bleichenbacher 2006)",
                        kit -> kit.forge.padded(1, 8, RsaForge.SHA256, new byte[256 - 3 - 8 - 51], kit.claims(""))),
                refused(
                        "A16",
                        "block type 2",
                        kit -> kit.forge.padded(
                                2, kit.forge.fill(RsaForge.SHA256), RsaForge.SHA256, new byte[0], kit.claims(""))),
                refused(
                        "A16",
                        "block type 0",
                        kit -> kit.forge.padded(
                                0, kit.forge.fill(RsaForge.SHA256), RsaForge.SHA256, new byte[0], kit.claims(""))),
                refused(
                        "A16",
                        "parameters of the digest without NULL",
                        kit -> kit.forge.padded(
                                1,
                                kit.forge.fill(RsaForge.SHA256_WITHOUT_NULL),
                                RsaForge.SHA256_WITHOUT_NULL,
                                new byte[0],
                                kit.claims(""))),
                refused(
                        "A16",
                        "digest without its name",
                        kit -> kit.forge.padded(1, kit.forge.fill(""), "", new byte[0], kit.claims(""))),
                refused("A16", "digest under the name of SHA-512/256", kit -> {
                    String sha512t256 = RsaForge.SHA256.replace("020105000420", "020605000420");
                    return kit.forge.padded(1, kit.forge.fill(sha512t256), sha512t256, new byte[0], kit.claims(""));
                }));
    }

    private static Stream<Case> pss() {
        return Stream.of(
                refused(
                        "A16",
                        "PSS without salt",
                        kit -> kit.forge.pss("PS256", 256, kit.claims(""), MGF1ParameterSpec.SHA256, 0)),
                refused(
                        "A16",
                        "PSS with a salt of 20",
                        kit -> kit.forge.pss("PS256", 256, kit.claims(""), MGF1ParameterSpec.SHA256, 20)),
                refused(
                        "A16",
                        "PSS with the longest salt",
                        kit -> kit.forge.pss("PS256", 256, kit.claims(""), MGF1ParameterSpec.SHA256, 222)),
                refused(
                        "A16",
                        "PSS with another mask",
                        kit -> kit.forge.pss("PS256", 256, kit.claims(""), MGF1ParameterSpec.SHA1, 32)),
                refused(
                        "A16",
                        "PS256 under the name RS256",
                        kit -> kit.forge.pss("RS256", 256, kit.claims(""), MGF1ParameterSpec.SHA256, 32)),
                refused("A16", "RS256 under the name PS256", kit -> kit.forge.pkcs1("PS256", 256, kit.claims(""))),
                refused("A16", "RS256 under the name RS384", kit -> kit.forge.pkcs1("RS384", 256, kit.claims(""))));
    }

    private static Case number(String name, Function<Kit, BigInteger> signature, int length) {
        return refused("A16", name, kit -> kit.forge.withSignature(kit.claims(""), signature.apply(kit), length));
    }

    private static String plusModulus(Kit kit, String token) {
        return Compact.of(token)
                .signatureBytes(bytes -> {
                    BigInteger sum = new BigInteger(1, bytes).add(kit.forge.modulus());
                    return Base64Url.unsigned(sum, (sum.bitLength() + 7) / 8);
                })
                .toString();
    }

    private static Case changed(String name, UnaryOperator<byte[]> change) {
        return refused(
                "A16",
                name,
                kit -> Compact.of(kit.token()).signatureBytes(change).toString());
    }
}
