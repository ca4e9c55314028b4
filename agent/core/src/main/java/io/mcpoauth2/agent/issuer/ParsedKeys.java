package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.jose.VerificationKey;
import java.util.List;

/** What a key set document holds. */
record ParsedKeys(List<VerificationKey> keys, List<IgnoredKey> ignored) {
    /**
     * A key that is not used.
     *
     * @param reason which one, and why; nothing of the key itself
     * @param expected whether sound issuers publish such keys beside those for tokens
     */
    record IgnoredKey(String reason, boolean expected) {}
}
