package io.mcpoauth2.agent.jose;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one JWK (RFC 7517 §4) if it is a public key for signatures; certificates and addresses in it are not looked at. */
public final class JwkParser {
    private static final int MAX_MEMBER = 4096;
    /** RFC 7518 §6.2.2, §6.3.2 and §6.4.1. */
    private static final List<String> SECRET_MEMBERS = List.of("d", "k", "p", "q", "dp", "dq", "qi", "oth");

    private JwkParser() {}

    /**
     * The key, sound and strong enough (row G5).
     *
     * @param jwk members as StrictJson gives them
     * @throws UnusableKeyException if it must not verify signatures
     */
    public static VerificationKey parse(Map<?, ?> jwk) throws UnusableKeyException {
        requireVerificationUse(jwk);
        Optional<String> kid = kid(jwk);
        Optional<JwsAlgorithm> algorithm = algorithm(jwk);
        VerificationKey key = switch (text(jwk, "kty")) {
            case "RSA" ->
                new VerificationKey(kid, algorithm, KeyKind.RSA, RsaKeys.publicKey(bytes(jwk, "n"), bytes(jwk, "e")));
            case "EC" -> elliptic(jwk, kid, algorithm);
            case "OKP" -> edwards(jwk, kid, algorithm);
            case "oct" -> throw new UnusableKeyException("it is a shared key (oct)");
            default -> throw UnusableKeyException.forSomethingElse("its type (kty) is not RSA, EC or OKP");
        };
        if (algorithm.isPresent() && !key.fits(algorithm.get())) {
            throw new UnusableKeyException("its alg does not fit its type or curve");
        }
        return key;
    }

    private static VerificationKey elliptic(Map<?, ?> jwk, Optional<String> kid, Optional<JwsAlgorithm> algorithm)
            throws UnusableKeyException {
        KeyKind kind = switch (text(jwk, "crv")) {
            case "P-256" -> KeyKind.P256;
            case "P-384" -> KeyKind.P384;
            case "P-521" -> KeyKind.P521;
            default -> throw UnusableKeyException.forSomethingElse("its curve (crv) is not P-256, P-384 or P-521");
        };
        return new VerificationKey(
                kid, algorithm, kind, EllipticKeys.publicKey(kind, bytes(jwk, "x"), bytes(jwk, "y")));
    }

    private static VerificationKey edwards(Map<?, ?> jwk, Optional<String> kid, Optional<JwsAlgorithm> algorithm)
            throws UnusableKeyException {
        if (!text(jwk, "crv").equals("Ed25519")) {
            throw UnusableKeyException.forSomethingElse("its curve (crv) is not Ed25519");
        }
        return new VerificationKey(kid, algorithm, KeyKind.ED25519, Ed25519Keys.publicKey(bytes(jwk, "x")));
    }

    private static void requireVerificationUse(Map<?, ?> jwk) throws UnusableKeyException {
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

    private static Optional<String> kid(Map<?, ?> jwk) throws UnusableKeyException {
        @Nullable Object kid = jwk.get("kid");
        if (kid == null) {
            return Optional.empty();
        }
        if (kid instanceof String text && text.length() <= KeyIds.MAX_LENGTH) {
            return Optional.of(text);
        }
        throw new UnusableKeyException("its kid is not a string of at most " + KeyIds.MAX_LENGTH + " characters");
    }

    private static Optional<JwsAlgorithm> algorithm(Map<?, ?> jwk) throws UnusableKeyException {
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

    private static String text(Map<?, ?> jwk, String name) throws UnusableKeyException {
        if (jwk.get(name) instanceof String text && text.length() <= MAX_MEMBER) {
            return text;
        }
        throw new UnusableKeyException("its " + name + " is missing or not a short string");
    }

    private static byte[] bytes(Map<?, ?> jwk, String name) throws UnusableKeyException {
        Optional<byte[]> bytes = Base64Url.decode(text(jwk, name));
        if (bytes.isEmpty()) {
            throw new UnusableKeyException("its " + name + " is not base64url");
        }
        return bytes.get();
    }
}
