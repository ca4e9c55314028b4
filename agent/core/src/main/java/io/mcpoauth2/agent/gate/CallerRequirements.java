package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.access.RequiredScopes;
import io.mcpoauth2.agent.access.RequiredUser;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.bridge.UserKeys;
import java.util.Collection;
import java.util.Objects;

/** What every request needs of its caller beyond a valid token: scopes, and perhaps to be a user. */
final class CallerRequirements {
    private final RequiredScopes scopes;
    private final boolean user;

    /**
     * @param scopes that every request needs
     */
    CallerRequirements(Settings settings, Collection<String> scopes, Access access) {
        this.scopes = new RequiredScopes(scopes, access::hierarchy);
        this.user = settings.requireUser();
    }

    boolean areMetBy(Verdict.Valid caller) {
        return !lackUser(caller) && scopes.areGrantedTo(caller.user());
    }

    /** Whether a user is needed, and a client got the token for itself. */
    boolean lackUser(Verdict.Valid caller) {
        return user && RequiredUser.isMissingIn(caller.user());
    }

    /** Whether a later verdict about the same token leaves its caller who it was, with what is needed. */
    boolean areStillMetBy(Verdict.Valid later, Verdict.Valid first) {
        return Objects.equals(later.user().get(UserKeys.SUBJECT), first.user().get(UserKeys.SUBJECT))
                && later.confirmation().equals(first.confirmation())
                && areMetBy(later);
    }
}
