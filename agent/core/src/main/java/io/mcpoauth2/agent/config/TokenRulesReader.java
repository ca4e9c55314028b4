package io.mcpoauth2.agent.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads what one issuer's tokens may have or lack, and warns of what each such setting gives up. */
final class TokenRulesReader {
    private static final int MIN_HORIZON = 60;
    private static final int MAX_HORIZON = 999_999_999;

    private final Values values;
    private final ElementRules rules;
    private final boolean demandsScopes;

    /**
     * @param demandsScopes whether every request needs a scope
     */
    TokenRulesReader(Values values, ElementRules rules, boolean demandsScopes) {
        this.values = values;
        this.rules = rules;
        this.demandsScopes = demandsScopes;
    }

    TokenRules read() {
        Set<String> marks = setOf(values.list(Key.IGNORED_MARKS, rules));
        if (!marks.isEmpty()) {
            values.warn(
                    Key.IGNORED_MARKS,
                    "has ID tokens of this issuer accepted, where the audience allows it, as the claims it names no longer tell them");
        }
        boolean fromClient = values.flag(Key.SUBJECT_FROM_CLIENT);
        if (fromClient) {
            values.warn(
                    Key.SUBJECT_FROM_CLIENT,
                    "takes tokens without a subject, and without any claim of a user, for their client's own");
        }
        Set<String> clients = setOf(values.list(Key.ACCEPTED_CLIENTS, rules));
        boolean bound = values.flag(Key.AUDIENCE_BOUND_BY_ISSUER);
        if (bound && !demandsScopes && clients.isEmpty()) {
            values.wrong(
                    Key.AUDIENCE_BOUND_BY_ISSUER,
                    "needs scopes or accepted_clients beside it, which tell tokens for this server from others");
        } else if (bound) {
            values.warn(
                    Key.AUDIENCE_BOUND_BY_ISSUER,
                    "accepts tokens that name no audience: what this issuer writes for another server is accepted here,"
                            + " if it has the scopes or is of the clients that are asked for");
        }
        Duration horizon = values.seconds(Key.EXPIRY_HORIZON, MIN_HORIZON, MAX_HORIZON);
        if (horizon.toSeconds() > Integer.parseInt(Key.EXPIRY_HORIZON.byDefault())) {
            values.warn(
                    Key.EXPIRY_HORIZON,
                    "accepts tokens for up to " + horizon.toDays() + " days, for which one that is stolen is good");
        }
        return new TokenRules(marks, fromClient, bound, clients, horizon);
    }

    static Set<String> setOf(List<String> elements) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(elements));
    }
}
