package io.mcpoauth2.agent.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpoauth2.agent.jose.JwkParser;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.jose.StrictJson;
import io.mcpoauth2.agent.jose.UnusableKeyException;
import io.mcpoauth2.agent.jose.VerificationKey;
import java.util.List;
import java.util.Optional;

/** Keys of test vectors, read as an issuer's are. */
public final class TestKeys {
    private TestKeys() {}

    /** The key if it may verify signatures. */
    public static Optional<VerificationKey> key(JsonNode jwk) {
        try {
            return Optional.of(JwkParser.parsePublished(new StrictJson(100_000).parseObject(bytes(jwk))));
        } catch (UnusableKeyException e) {
            return Optional.empty();
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * The keys that may verify signatures.
     *
     * @param keys a JWK or a JWK Set
     */
    public static List<VerificationKey> all(JsonNode keys) {
        ObjectNode set = JsonNodeFactory.instance.objectNode();
        set.set("keys", keys.has("keys") ? keys.get("keys") : set.arrayNode().add(keys));
        try {
            return new KeySetParser().parse(bytes(set)).keys();
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The public half of a JWK: every member that is not secret. */
    public static ObjectNode publicHalf(JsonNode jwk) {
        ObjectNode half = jwk.deepCopy();
        return half.remove(List.of("d", "p", "q", "dp", "dq", "qi", "oth"));
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(UTF_8);
    }
}
