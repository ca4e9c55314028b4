package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.issuer.ParsedKeys.IgnoredKey;
import io.mcpoauth2.agent.jose.JwkParser;
import io.mcpoauth2.agent.jose.KeyIds;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.jose.StrictJson;
import io.mcpoauth2.agent.jose.UnusableKeyException;
import io.mcpoauth2.agent.jose.VerificationKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
                keys.add(JwkParser.parsePublished(jwk));
            } catch (UnusableKeyException e) {
                ignored.add(new IgnoredKey("key " + i + nameOf(jwk) + ": " + e.getMessage(), e.isForSomethingElse()));
            }
        }
        // Entries of one kid and one thumbprint (RFC 7638) are one key, however they are written (row K1).
        List<VerificationKey> distinct = List.copyOf(new LinkedHashSet<>(keys));
        reportAmbiguous(distinct, ignored);
        return new ParsedKeys(distinct, ignored);
    }

    /** Which of two keys is meant cannot be told where a kid and an algorithm fit both. */
    private static void reportAmbiguous(List<VerificationKey> keys, List<IgnoredKey> ignored) {
        for (VerificationKey key : keys) {
            if (key.kid().isPresent() && keys.stream().anyMatch(other -> isMistakenFor(key, other))) {
                ignored.add(new IgnoredKey(
                        "key" + KeyIds.printable(key.kid().get())
                                + ": another key has the same kid and fits the same algorithm, for which neither is used",
                        false));
            }
        }
    }

    private static boolean isMistakenFor(VerificationKey key, VerificationKey other) {
        return key.kid().equals(other.kid())
                && key.kind() == other.kind()
                && (key.algorithm().isEmpty()
                        || other.algorithm().isEmpty()
                        || key.algorithm().equals(other.algorithm()))
                && !key.key().equals(other.key());
    }

    private static String nameOf(Map<?, ?> jwk) {
        @Nullable Object kid = jwk.get("kid");
        return kid instanceof String text ? KeyIds.printable(text) : "";
    }
}
