package io.mcpoauth2.agent.token;

import java.time.Instant;

/** Whether a request that was admitted would still be. */
@FunctionalInterface
public interface Standing {
    /** Why it would not be any more. */
    enum End {
        NONE,
        /** Its token has come to its end by itself. */
        EXPIRED,
        /** Its token was denied, its key withdrawn, or its issuer no longer vouches for it. */
        REVOKED
    }

    /** Asked every second for each request that is still open, by one thread at a time: must not block. */
    End at(Instant now);
}
