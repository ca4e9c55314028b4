package io.mcpoauth2.agent.sessions;

import io.mcpoauth2.bridge.UserKeys;
import java.util.Map;

/** Callers of tests of sessions. */
final class SampleCallers {
    static final Map<String, Object> ALICE = of("https://a.example", "alice", "c1");
    static final Map<String, Object> BOB = of("https://a.example", "bob", "c1");

    private SampleCallers() {}

    static Map<String, Object> of(String issuer, String subject, String client) {
        return Map.of(UserKeys.ISSUER, issuer, UserKeys.SUBJECT, subject, UserKeys.CLIENT_ID, client);
    }
}
