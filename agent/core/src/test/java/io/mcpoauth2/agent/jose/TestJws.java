package io.mcpoauth2.agent.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Optional;

/**
 * A signed object of test vectors, whose payload may be anything while a token's is a JSON object.
 *
 * <p>So the header is read as that of a token with the payload {@code {}}, and the signature is verified over the payload
 * there is.
 */
public final class TestJws {
    private static final String EMPTY_OBJECT = Base64Url.encode("{}".getBytes(US_ASCII));

    private TestJws() {}

    /** Whether the agent would accept it but for its payload: by the key its kid names, or else by any that fits. */
    public static boolean isVerified(String text, List<VerificationKey> keys) {
        ParsedJwt parsed;
        try {
            parsed = new JwtParser(16384).parse(withEmptyPayload(text));
        } catch (MalformedTokenException e) {
            return false;
        }
        Optional<JwsAlgorithm> algorithm = JwsAlgorithm.of(parsed.algorithm());
        byte[] input = text.substring(0, text.lastIndexOf('.')).getBytes(US_ASCII);
        return algorithm.isPresent()
                && keys.stream()
                        .filter(key -> parsed.kid().isEmpty() || parsed.kid().equals(key.kid()))
                        .filter(key -> key.fits(algorithm.get()))
                        .anyMatch(key -> SignatureVerifier.verify(algorithm.get(), key, input, parsed.signature()));
    }

    /** Whether it can be read as a token. */
    public static boolean isToken(String text) {
        try {
            new JwtParser(16384).parse(text);
            return true;
        } catch (MalformedTokenException e) {
            return false;
        }
    }

    /** Unchanged where the payload is no base64url, or where there are not three parts. */
    private static String withEmptyPayload(String text) {
        String[] parts = text.split("\\.", -1);
        return parts.length == 3 && Base64Url.decode(parts[1]).isPresent()
                ? parts[0] + "." + EMPTY_OBJECT + "." + parts[2]
                : text;
    }
}
