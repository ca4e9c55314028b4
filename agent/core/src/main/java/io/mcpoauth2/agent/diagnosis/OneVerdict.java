package io.mcpoauth2.agent.diagnosis;

import io.mcpoauth2.agent.token.TokenValidator;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.agent.wait.Caller;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Has one token validated once, whichever resources it is tried at, as an issuer may be asked about it. */
final class OneVerdict implements TokenValidator {
    private final TokenValidator validator;
    private @Nullable CompletableFuture<Verdict> found;

    OneVerdict(TokenValidator validator) {
        this.validator = validator;
    }

    /** Nothing is known before it has been found out. */
    @Override
    public @Nullable Verdict now(String token) {
        return found == null ? null : found.join();
    }

    @Override
    public CompletableFuture<Verdict> later(String token, Caller caller) {
        CompletableFuture<Verdict> known = found;
        if (known == null) {
            known = validator.later(token, caller);
            found = known;
        }
        return known;
    }

    /** Whether the token is one for this server, so that only its resource is to be found out. */
    boolean isValid() {
        return found != null && found.join() instanceof Verdict.Valid;
    }
}
