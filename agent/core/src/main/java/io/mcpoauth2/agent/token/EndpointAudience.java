package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.bridge.UserKeys;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a token that is valid on this server is so for one of its resources (R7): a verdict holds for all of them
 * together, also where it comes from the cache.
 */
public final class EndpointAudience {
    private final Map<String, AudienceMatcher> matchers = new HashMap<>();
    private final Verdict.Invalid wrong;

    /**
     * @param audiences of the resource
     */
    public EndpointAudience(Settings settings, Set<String> audiences) {
        for (IssuerSettings issuer : settings.issuers()) {
            matchers.put(issuer.name(), new AudienceMatcher(issuer, audiences, settings.soleAudience()));
        }
        this.wrong = TokenFaults.audience(settings, audiences);
    }

    /** The same verdict, or that the token is for another resource. */
    public Verdict of(Verdict verdict) {
        return verdict instanceof Verdict.Valid valid && !admits(valid) ? wrong : verdict;
    }

    @SuppressWarnings("unchecked") // Names of JSON members are texts.
    public boolean admits(Verdict.Valid valid) {
        AudienceMatcher matcher =
                valid.user().get(UserKeys.ISSUER) instanceof String issuer ? matchers.get(issuer) : null;
        return matcher != null
                && valid.user().get(UserKeys.CLAIMS) instanceof Map<?, ?> claims
                && matcher.matches((Map<String, @Nullable Object>) claims);
    }
}
