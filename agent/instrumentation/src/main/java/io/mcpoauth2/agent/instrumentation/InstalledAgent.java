package io.mcpoauth2.agent.instrumentation;

import io.mcpoauth2.agent.access.ScopesAndRolesPolicy;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.bridge.AgentRuntime;
import io.mcpoauth2.bridge.HandlerPolicy;
import io.mcpoauth2.bridge.NotAuthenticatedException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Set;

/** What the bridge asks of the agent. */
final class InstalledAgent implements AgentRuntime {
    private final AgentCore core;
    private final DoorLoaders doors;

    InstalledAgent(AgentCore core, DoorLoaders doors) {
        this.core = core;
        this.doors = doors;
    }

    @Override
    public HandlerPolicy handlerPolicy(Set<String> scopes, Set<String> roles) {
        return new ScopesAndRolesPolicy(scopes, roles);
    }

    @Override
    public MethodHandle doorMethod(Class<?> woven, String adviceClass, String method, MethodType type)
            throws ReflectiveOperationException {
        return doors.find(woven, adviceClass, method, type);
    }

    @Override
    public Map<String, Object> validate(String token) {
        Verdict verdict = core.validator().validate(token);
        if (verdict instanceof Verdict.Valid valid) {
            return valid.user();
        }
        if (verdict instanceof Verdict.Invalid invalid) {
            throw new NotAuthenticatedException(invalid.summary() + ": " + invalid.details());
        }
        throw new IllegalStateException(((Verdict.Unavailable) verdict).details());
    }
}
