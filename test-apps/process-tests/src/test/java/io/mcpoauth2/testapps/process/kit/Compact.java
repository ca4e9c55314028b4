package io.mcpoauth2.testapps.process.kit;

import java.util.function.UnaryOperator;

/**
 * The three parts of a token as they stand in it, to be damaged one by one.
 *
 * @param header base64url, as are the others
 */
record Compact(String header, String payload, String signature) {

    static Compact of(String token) {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        return new Compact(token.substring(0, first), token.substring(first + 1, second), token.substring(second + 1));
    }

    Compact header(String other) {
        return new Compact(other, payload, signature);
    }

    Compact payload(String other) {
        return new Compact(header, other, signature);
    }

    Compact signature(String other) {
        return new Compact(header, payload, other);
    }

    /** Replaces the bytes of the signature. */
    Compact signatureBytes(UnaryOperator<byte[]> change) {
        return signature(Base64Url.encode(change.apply(Base64Url.decode(signature))));
    }

    /** Flips one bit in the middle of a part. */
    static String flipped(String part) {
        byte[] bytes = Base64Url.decode(part);
        bytes[bytes.length / 2] ^= 1;
        return Base64Url.encode(bytes);
    }

    @Override
    public String toString() {
        return header + '.' + payload + '.' + signature;
    }
}
