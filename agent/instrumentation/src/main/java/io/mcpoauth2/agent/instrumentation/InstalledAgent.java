package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.access.Operation;
import io.mcpoauth2.agent.access.ScopesAndRolesPolicy;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.token.TokenValidator;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.agent.wait.BoundedWait;
import io.mcpoauth2.agent.wait.Caller;
import io.mcpoauth2.bridge.AgentRuntime;
import io.mcpoauth2.bridge.HandlerPolicy;
import io.mcpoauth2.bridge.NotAuthenticatedException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the bridge asks of the agent. */
final class InstalledAgent implements AgentRuntime {
    private static final int MOST_WAITING = 50;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Verdict BUSY = new Verdict.Unavailable(
            Reason.BUSY, "Too many tokens are being checked for the application", Duration.ofSeconds(1));

    private final BoundedWait wait = new BoundedWait(MOST_WAITING, TIMEOUT);
    private final AgentCore core;
    private final DoorLoaders doors;

    InstalledAgent(AgentCore core, DoorLoaders doors) {
        this.core = core;
        this.doors = doors;
    }

    @Override
    public HandlerPolicy handlerPolicy(Set<String> scopes, Set<String> roles, String method, String target) {
        @Nullable Operation operation = Operation.ofHandler(method, target);
        return new ScopesAndRolesPolicy(scopes, roles, core.access(), operation);
    }

    @Override
    public MethodHandle doorMethod(Class<?> woven, String adviceClass, String method, MethodType type)
            throws ReflectiveOperationException {
        return doors.find(woven, adviceClass, method, type);
    }

    @Override
    public Map<String, Object> validate(String token) {
        TokenValidator validator = core.validator();
        Verdict known = validator.now(token);
        Verdict verdict = known == null ? wait.await(validator.later(token, Caller.REQUEST_THREAD), BUSY) : known;
        if (verdict instanceof Verdict.Valid valid) {
            requireNoProof(valid);
            return valid.user();
        }
        if (verdict instanceof Verdict.Invalid invalid) {
            throw new NotAuthenticatedException(invalid.summary() + ": " + invalid.details());
        }
        throw new IllegalStateException(((Verdict.Unavailable) verdict).details());
    }

    /** A token that needs a proof is good for nobody without one, and there is none here. */
    private void requireNoProof(Verdict.Valid valid) {
        if (valid.confirmation().isPresent()) {
            throw new NotAuthenticatedException(
                    "The token is bound to a key or a certificate, and no proof of it can be checked here");
        }
        if (core.requiresProof()) {
            throw new NotAuthenticatedException(
                    "Only tokens that are bound to a key or a certificate are accepted, and no proof can be checked here");
        }
    }
}
