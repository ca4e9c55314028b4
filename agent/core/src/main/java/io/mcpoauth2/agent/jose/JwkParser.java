package io.mcpoauth2.agent.jose;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one JWK (RFC 7517 §4) if it is a public key for signatures; certificates and addresses in it are not looked at. */
public final class JwkParser {
    private static final int MAX_MEMBER = 4096;
    private static final int MAX_PADDING = 2;
    /** RFC 7518 §6.2.2, §6.3.2 and §6.4.1. */
    private static final List<String> SECRET_MEMBERS = List.of("d", "k", "p", "q", "dp", "dq", "qi", "oth");

    private final Map<?, ?> jwk;
    private final boolean published;

    private JwkParser(Map<?, ?> jwk, boolean published) {
        this.jwk = jwk;
        this.published = published;
    }

    /**
     * The key, sound and strong enough (row G5), in the one spelling that the RFCs allow.
     *
     * @param jwk members as StrictJson gives them
     * @throws UnusableKeyException if it must not verify signatures
     */
    public static VerificationKey parse(Map<?, ?> jwk) throws UnusableKeyException {
        return new JwkParser(jwk, false).key();
    }

    /**
     * The same of a key that an issuer publishes. Its members may be padded base64url, its coordinates shorter or longer by
     * zero bytes than RFC 7518 §6.2.1.2 wants them, and a member that is null is none (rows K2 and K3): whoever can write
     * the set can write it right, so that the other spellings give nobody a key.
     *
     * @param jwk members as StrictJson gives them
     * @throws UnusableKeyException if it must not verify signatures
     */
    public static VerificationKey parsePublished(Map<?, ?> jwk) throws UnusableKeyException {
        Map<Object, Object> members = new HashMap<>();
        jwk.forEach((name, value) -> {
            if (value != null) {
                members.put(name, value);
            }
        });
        return new JwkParser(members, true).key();
    }

    private VerificationKey key() throws UnusableKeyException {
        requireVerificationUse();
        Optional<String> kid = kid();
        Optional<JwsAlgorithm> algorithm = algorithm();
        VerificationKey key = switch (text("kty")) {
            case "RSA" -> new VerificationKey(kid, algorithm, KeyKind.RSA, RsaKeys.publicKey(bytes("n"), bytes("e")));
            case "EC" -> elliptic(kid, algorithm);
            case "OKP" -> edwards(kid, algorithm);
            case "oct" -> throw new UnusableKeyException("it is a shared key (oct)");
            default -> throw UnusableKeyException.forSomethingElse("its type (kty) is not RSA, EC or OKP");
        };
        if (algorithm.isPresent() && !key.fits(algorithm.get())) {
            throw new UnusableKeyException("its alg does not fit its type or curve");
        }
        return key;
    }

    private VerificationKey elliptic(Optional<String> kid, Optional<JwsAlgorithm> algorithm)
            throws UnusableKeyException {
        KeyKind kind = switch (text("crv")) {
            case "P-256" -> KeyKind.P256;
            case "P-384" -> KeyKind.P384;
            case "P-521" -> KeyKind.P521;
            default -> throw UnusableKeyException.forSomethingElse("its curve (crv) is not P-256, P-384 or P-521");
        };
        return new VerificationKey(
                kid, algorithm, kind, EllipticKeys.publicKey(kind, coordinate("x", kind), coordinate("y", kind)));
    }

    private VerificationKey edwards(Optional<String> kid, Optional<JwsAlgorithm> algorithm)
            throws UnusableKeyException {
        if (!text("crv").equals("Ed25519")) {
            throw UnusableKeyException.forSomethingElse("its curve (crv) is not Ed25519");
        }
        return new VerificationKey(kid, algorithm, KeyKind.ED25519, Ed25519Keys.publicKey(bytes("x")));
    }

    private void requireVerificationUse() throws UnusableKeyException {
        for (String secret : SECRET_MEMBERS) {
            if (jwk.containsKey(secret)) {
                throw new UnusableKeyException("it is a private or shared key");
            }
        }
        if (jwk.containsKey("use") && !"sig".equals(jwk.get("use"))) {
            throw UnusableKeyException.forSomethingElse("its use is not sig");
        }
        if (jwk.containsKey("key_ops") && !(jwk.get("key_ops") instanceof List<?> ops && ops.contains("verify"))) {
            throw UnusableKeyException.forSomethingElse("its key_ops do not contain verify");
        }
    }

    private Optional<String> kid() throws UnusableKeyException {
        @Nullable Object kid = jwk.get("kid");
        if (kid == null) {
            return Optional.empty();
        }
        if (kid instanceof String text && text.length() <= KeyIds.MAX_LENGTH) {
            return Optional.of(text);
        }
        throw new UnusableKeyException("its kid is not a string of at most " + KeyIds.MAX_LENGTH + " characters");
    }

    private Optional<JwsAlgorithm> algorithm() throws UnusableKeyException {
        @Nullable Object name = jwk.get("alg");
        if (name == null) {
            return Optional.empty();
        }
        Optional<JwsAlgorithm> algorithm = name instanceof String text ? JwsAlgorithm.of(text) : Optional.empty();
        if (algorithm.isEmpty()) {
            throw UnusableKeyException.forSomethingElse("its alg is not a supported signature algorithm");
        }
        return algorithm;
    }

    private String text(String name) throws UnusableKeyException {
        @Nullable Object value = jwk.get(name);
        if (value instanceof String text && text.length() <= MAX_MEMBER) {
            return text;
        }
        throw new UnusableKeyException("its " + name
                + (value == null ? " is missing" : " is not a string of at most " + MAX_MEMBER + " characters"));
    }

    private byte[] bytes(String name) throws UnusableKeyException {
        String text = text(name);
        Optional<byte[]> bytes = Base64Url.decode(published ? withoutPadding(text) : text);
        if (bytes.isEmpty()) {
            throw new UnusableKeyException("its " + name + " is not base64url");
        }
        return bytes.get();
    }

    private static String withoutPadding(String text) {
        int end = text.length();
        while (end > 0 && end > text.length() - MAX_PADDING && text.charAt(end - 1) == '=') {
            end--;
        }
        return text.substring(0, end);
    }

    private byte[] coordinate(String name, KeyKind curve) throws UnusableKeyException {
        byte[] bytes = bytes(name);
        int length = EllipticKeys.length(curve);
        byte[] whole = published ? ofLength(bytes, length) : bytes;
        if (bytes.length == 0 || whole.length != length) {
            throw new UnusableKeyException(
                    "its " + name + " has " + bytes.length + " bytes, where its curve has " + length);
        }
        return whole;
    }

    /** The same number in that many bytes, if they suffice. */
    private static byte[] ofLength(byte[] number, int length) {
        int zeros = 0;
        while (zeros < number.length - length && number[zeros] == 0) {
            zeros++;
        }
        int digits = number.length - zeros;
        if (digits > length) {
            return number;
        }
        byte[] whole = new byte[length];
        System.arraycopy(number, zeros, whole, length - digits, digits);
        return whole;
    }
}
