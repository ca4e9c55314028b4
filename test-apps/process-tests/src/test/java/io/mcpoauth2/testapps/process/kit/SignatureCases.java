package io.mcpoauth2.testapps.process.kit;

import static io.mcpoauth2.testapps.process.kit.Case.refused;
import static io.mcpoauth2.testapps.process.kit.Kit.valid;

import io.mcpoauth2.testapps.issuer.SigningKey;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Signatures that are none: rows A14, A15, A17 and A18. */
final class SignatureCases {
    /** The order of Ed25519's base point (RFC 8032 §5.1). */
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private SignatureCases() {}

    static Stream<Case> all() {
        return Stream.of(ecdsa(), edwards(), spliced()).flatMap(cases -> cases);
    }

    private static Stream<Case> ecdsa() {
        List<Case> cases = new ArrayList<>();
        for (int bits : List.of(256, 384, 521)) {
            Function<Kit, SigningKey> key = kit -> bits == 256 ? kit.es256 : bits == 384 ? kit.es384 : kit.es512;
            int length = (bits + 7) / 8;
            String curve = "P-" + bits;
            cases.add(changed("A14", curve + ": r and s are 0", key, s -> new byte[2 * length]));
            cases.add(changed("A14", curve + ": r is 0", key, s -> replaced(s, 0, new byte[length])));
            cases.add(changed("A14", curve + ": s is 0", key, s -> replaced(s, length, new byte[length])));
            cases.add(ordered("A14", curve + ": r is the order", key, (s, n) -> replaced(s, 0, n)));
            cases.add(ordered("A14", curve + ": s is the order", key, (s, n) -> replaced(s, length, n)));
            cases.add(ordered("A14", curve + ": r and s are the order", key, (s, n) -> concat(n, n)));
            cases.add(changed("A15", curve + ": DER", key, SignatureCases::der));
            cases.add(changed("A15", curve + ": a byte short", key, s -> Arrays.copyOf(s, s.length - 1)));
            cases.add(changed("A15", curve + ": a byte long", key, s -> Arrays.copyOf(s, s.length + 1)));
            cases.add(changed("A15", curve + ": half", key, s -> Arrays.copyOf(s, length)));
            cases.add(changed(
                    "A15",
                    curve + ": zeros before r and s",
                    key,
                    s -> concat(
                            concat(new byte[1], Arrays.copyOf(s, length)),
                            concat(new byte[1], Arrays.copyOfRange(s, length, 2 * length)))));
        }
        cases.add(changed(
                "A15",
                "P-521: 130 bytes",
                kit -> kit.es512,
                s -> concat(Arrays.copyOfRange(s, 1, 66), Arrays.copyOfRange(s, 67, 132))));
        return cases.stream();
    }

    private static Stream<Case> edwards() {
        Function<Kit, SigningKey> key = kit -> kit.ed25519;
        byte[] neutral = new byte[64];
        neutral[0] = 1;
        return Stream.of(
                changed("A17", "S plus the order", key, SignatureCases::plusOrder),
                changed("A17", "all zero", key, s -> new byte[64]),
                changed("A17", "63 bytes", key, s -> Arrays.copyOf(s, 63)),
                changed("A17", "65 bytes", key, s -> Arrays.copyOf(s, 65)),
                changed("A17", "R the neutral point, S zero", key, s -> neutral),
                refused(
                        "A17",
                        "key of small order",
                        kit -> Compact.of(kit.mint(valid().signedWith(kit.ed25519.withKid("small-order"))))
                                .signature(Base64Url.encode(neutral))
                                .toString()));
    }

    private static Stream<Case> spliced() {
        return Stream.of(
                refused(
                        "A18",
                        "signature of another token",
                        kit -> Compact.of(kit.token())
                                .signature(Compact.of(kit.token()).signature())
                                .toString()),
                refused(
                        "A18",
                        "payload of another token",
                        kit -> Compact.of(kit.token())
                                .payload(Compact.of(kit.mint(valid().subject("admin")))
                                        .payload())
                                .toString()),
                refused("A18", "a bit of the header flipped", kit -> {
                    Compact token = Compact.of(kit.token());
                    return token.header(Compact.flipped(token.header())).toString();
                }),
                refused("A18", "a bit of the payload flipped", kit -> {
                    Compact token = Compact.of(kit.token());
                    return token.payload(Compact.flipped(token.payload())).toString();
                }),
                refused("A18", "a bit of the signature flipped", kit -> {
                    Compact token = Compact.of(kit.token());
                    return token.signature(Compact.flipped(token.signature())).toString();
                }),
                refused("A18", "a bit of an ECDSA signature flipped", kit -> {
                    Compact token = Compact.of(kit.mint(valid().signedWith(kit.es256)));
                    return token.signature(Compact.flipped(token.signature())).toString();
                }),
                refused("A18", "a bit of an Ed25519 signature flipped", kit -> {
                    Compact token = Compact.of(kit.mint(valid().signedWith(kit.ed25519)));
                    return token.signature(Compact.flipped(token.signature())).toString();
                }));
    }

    private static Case changed(String row, String name, Function<Kit, SigningKey> key, UnaryOperator<byte[]> change) {
        return refused(
                row,
                name,
                kit -> Compact.of(kit.mint(valid().signedWith(key.apply(kit))))
                        .signatureBytes(change)
                        .toString());
    }

    /** Changes a signature with the order of its curve, in as many bytes as r and s have. */
    private static Case ordered(
            String row, String name, Function<Kit, SigningKey> key, BiFunction<byte[], byte[], byte[]> change) {
        return refused(row, name, kit -> {
            ECPublicKey publicKey = (ECPublicKey) key.apply(kit).publicKey();
            BigInteger order = publicKey.getParams().getOrder();
            byte[] bytes = Base64Url.unsigned(order, (order.bitLength() + 7) / 8);
            return Compact.of(kit.mint(valid().signedWith(key.apply(kit))))
                    .signatureBytes(signature -> change.apply(signature, bytes))
                    .toString();
        });
    }

    private static byte[] plusOrder(byte[] signature) {
        byte[] bigEndian = reversed(Arrays.copyOfRange(signature, 32, 64));
        byte[] sum = Base64Url.unsigned(new BigInteger(1, bigEndian).add(ORDER), 32);
        return replaced(signature, 32, reversed(sum));
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static byte[] der(byte[] signature) {
        int half = signature.length / 2;
        byte[] r = new BigInteger(1, Arrays.copyOf(signature, half)).toByteArray();
        byte[] s = new BigInteger(1, Arrays.copyOfRange(signature, half, signature.length)).toByteArray();
        byte[] both = concat(concat(new byte[] {2, (byte) r.length}, r), concat(new byte[] {2, (byte) s.length}, s));
        byte[] head = both.length < 128
                ? new byte[] {0x30, (byte) both.length}
                : new byte[] {0x30, (byte) 0x81, (byte) both.length};
        return concat(head, both);
    }

    private static byte[] replaced(byte[] bytes, int from, byte[] by) {
        byte[] copy = bytes.clone();
        System.arraycopy(by, 0, copy, from, by.length);
        return copy;
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
