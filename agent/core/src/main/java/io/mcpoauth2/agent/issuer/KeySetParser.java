package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.issuer.ParsedKeys.IgnoredKey;
import io.mcpoauth2.agent.jose.JwkParser;
import io.mcpoauth2.agent.jose.KeyIds;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.jose.StrictJson;
import io.mcpoauth2.agent.jose.UnusableKeyException;
import io.mcpoauth2.agent.jose.VerificationKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JWK Set (RFC 7517 §5) and leaves out every key that must not verify signatures (row G5).
 *
 * <p>A key that cannot be used is no error: issuers publish encryption keys and new key types beside those we need.
 */
final class KeySetParser {
    static final int MAX_DOCUMENT = 1024 * 1024;
    private static final int MAX_KEYS = 500;

    private final StrictJson json = new StrictJson(MAX_DOCUMENT);

    ParsedKeys parse(byte[] document) throws MalformedJsonException {
        if (!(json.parseObject(document).get("keys") instanceof List<?> entries)) {
            throw new MalformedJsonException("not a key set");
        }
        if (entries.size() > MAX_KEYS) {
            throw new MalformedJsonException("a key set of more than " + MAX_KEYS + " keys");
        }
        List<IgnoredKey> ignored = new ArrayList<>();
        List<VerificationKey> keys = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (!(entries.get(i) instanceof Map<?, ?> jwk)) {
                ignored.add(new IgnoredKey("key " + i + ": not an object", false));
                continue;
            }
            try {
                keys.add(JwkParser.parse(jwk));
            } catch (UnusableKeyException e) {
                ignored.add(new IgnoredKey("key " + i + nameOf(jwk) + ": " + e.getMessage(), e.isForSomethingElse()));
            }
        }
        return new ParsedKeys(withoutDuplicates(keys, ignored), ignored);
    }

    /** Which of two keys of one kid is meant cannot be told, so neither is used. */
    private static List<VerificationKey> withoutDuplicates(List<VerificationKey> keys, List<IgnoredKey> ignored) {
        Map<String, Integer> uses = new HashMap<>();
        for (VerificationKey key : keys) {
            key.kid().ifPresent(kid -> uses.merge(kid, 1, Integer::sum));
        }
        List<VerificationKey> unique = new ArrayList<>();
        for (VerificationKey key : keys) {
            String kid = key.kid().orElse(null);
            if (kid == null || uses.getOrDefault(kid, 0) == 1) {
                unique.add(key);
            } else {
                ignored.add(new IgnoredKey("key" + KeyIds.printable(kid) + ": another key has the same kid", false));
            }
        }
        return List.copyOf(unique);
    }

    private static String nameOf(Map<?, ?> jwk) {
        @Nullable Object kid = jwk.get("kid");
        return kid instanceof String text ? KeyIds.printable(text) : "";
    }
}
