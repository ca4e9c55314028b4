package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.jose.JwsAlgorithm;
import io.mcpoauth2.agent.jose.KeyIds;
import io.mcpoauth2.agent.jose.NumericDate;
import io.mcpoauth2.agent.jose.ParsedJwt;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.text.Alphabet;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says on debug level what a developer needs who wonders about a 401: the check that failed, what was expected, and what
 * can be shown of the token, which is neither its text nor whom it speaks of.
 */
final class RefusalLog {
    private static final Alphabet ADDRESS = Alphabet.UNRESERVED.and(":/");
    private static final int MAX_SHOWN = 200;
    /** Every JWT begins so, and so does the JSON of its parts. */
    private static final String ENCODED_JSON = "eyJ";

    private final AgentLog log;

    RefusalLog(AgentLog log) {
        this.log = log;
    }

    /**
     * @param token as far as it could be read
     */
    void refused(Verdict verdict, @Nullable ParsedJwt token) {
        if (!log.isDebug()) {
            return;
        }
        String failure = verdict instanceof Verdict.Invalid invalid
                ? invalid.reason().text() + ": " + invalid.summary() + ": " + invalid.details()
                : ((Verdict.Unavailable) verdict).reason().text() + ": " + ((Verdict.Unavailable) verdict).details();
        String remedy =
                verdict instanceof Verdict.Invalid invalid && !invalid.remedy().isEmpty()
                        ? "; remedy: " + invalid.remedy()
                        : "";
        log.debug("token refused, " + failure + (token == null ? "" : shown(token)) + remedy);
    }

    private static String shown(ParsedJwt token) {
        String algorithm =
                JwsAlgorithm.of(token.algorithm()).map(JwsAlgorithm::name).orElse("unknown");
        String expiry =
                NumericDate.of(token.claims().get("exp")).map(Instant::toString).orElse("unreadable");
        return "; alg " + algorithm + token.kid().map(KeyIds::printable).orElse(" (no kid)") + ", iss "
                + address(token.claims().get("iss")) + ", aud "
                + audience(token.claims().get("aud")) + ", exp "
                + expiry;
    }

    private static String audience(@Nullable Object claim) {
        if (claim instanceof List<?> several) {
            return several.isEmpty() ? "[]" : address(several.get(0)) + (several.size() > 1 ? " and others" : "");
        }
        return address(claim);
    }

    /** Addresses and identifiers only: an issuer may put anything there, and so may a stranger. */
    private static String address(@Nullable Object claim) {
        if (!(claim instanceof String text)) {
            return claim == null ? "missing" : "no text";
        }
        boolean plain = !text.isEmpty()
                && text.length() <= MAX_SHOWN
                && !text.contains(ENCODED_JSON)
                && ADDRESS.containsAll(text);
        return plain ? text : "of " + text.length() + " characters, not shown";
    }
}
