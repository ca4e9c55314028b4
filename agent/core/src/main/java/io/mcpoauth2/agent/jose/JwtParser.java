package io.mcpoauth2.agent.jose;

import io.mcpoauth2.agent.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JWS in compact serialisation (RFC 7515 §3.1) and nothing else: rows A8 to A13.
 *
 * <p>Header members that bring or point to a key (jwk, jku, x5u, x5c) are never looked at here (row A5).
 */
public final class JwtParser {
    /**
     * Members that change what is signed or how the rest is to be read; this agent understands none of them. RFC 7797 §6
     * has {@code b64} listed in {@code crit}: without it, others read the payload in another way. Whatever else is not
     * understood is ignored (RFC 7515 §4), {@code zip} and {@code enc} among it, which are JWE's.
     */
    private static final List<String> UNSUPPORTED_HEADERS = List.of("crit", "b64");

    private final StrictJson json;

    /**
     * @param maxTokenSize characters; the caller refuses longer texts
     */
    public JwtParser(int maxTokenSize) {
        json = new StrictJson(maxTokenSize);
    }

    /**
     * Reads the parts; verifies nothing.
     *
     * @throws MalformedTokenException if the text is anything else
     */
    public ParsedJwt parse(String token) throws MalformedTokenException {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first < 0 || second < 0 || token.indexOf('.', second + 1) >= 0) {
            throw new MalformedTokenException("The token has not the three parts of a signed JWT");
        }
        Map<String, @Nullable Object> header = object(token.substring(0, first), "header");
        for (String name : UNSUPPORTED_HEADERS) {
            if (header.containsKey(name)) {
                throw new MalformedTokenException(
                        "The token's header has the member " + name + ", which is not supported");
            }
        }
        if (header.get("cty") instanceof String cty && Text.mediaType(cty).equals("jwt")) {
            throw new MalformedTokenException("Nested tokens are not supported");
        }
        return new ParsedJwt(
                header,
                text(header, "alg")
                        .orElseThrow(() -> new MalformedTokenException("The token's header names no algorithm")),
                text(header, "typ"),
                kid(header),
                object(token.substring(first + 1, second), "payload"),
                token.substring(0, second).getBytes(StandardCharsets.US_ASCII),
                bytes(token.substring(second + 1), "signature"));
    }

    private Map<String, @Nullable Object> object(String segment, String part) throws MalformedTokenException {
        try {
            return json.parseObject(bytes(segment, part));
        } catch (MalformedJsonException e) {
            throw new MalformedTokenException("The token's " + part + " is not a strict JSON object");
        }
    }

    private static byte[] bytes(String segment, String part) throws MalformedTokenException {
        Optional<byte[]> bytes = Base64Url.decode(segment);
        if (segment.isEmpty() || bytes.isEmpty()) {
            throw new MalformedTokenException("The token's " + part + " is empty or not base64url");
        }
        return bytes.get();
    }

    private static Optional<String> kid(Map<String, @Nullable Object> header) throws MalformedTokenException {
        Optional<String> kid = text(header, "kid");
        if (kid.isPresent() && (kid.get().length() > KeyIds.MAX_LENGTH || Text.hasControlCharacter(kid.get()))) {
            throw new MalformedTokenException("The token's kid is too long or has control characters");
        }
        return kid;
    }

    private static Optional<String> text(Map<String, @Nullable Object> header, String name)
            throws MalformedTokenException {
        if (!header.containsKey(name)) {
            return Optional.empty();
        }
        if (header.get(name) instanceof String text) {
            return Optional.of(text);
        }
        throw new MalformedTokenException("The token's header member " + name + " is not a string");
    }
}
