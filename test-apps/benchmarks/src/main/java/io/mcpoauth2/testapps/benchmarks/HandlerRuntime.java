package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.access.Operation;
import io.mcpoauth2.agent.access.ScopesAndRolesPolicy;
import io.mcpoauth2.agent.config.PolicySettings;
import io.mcpoauth2.bridge.AgentRuntime;
import io.mcpoauth2.bridge.HandlerPolicy;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Set;

/** As much of the agent as guarded handlers ask for. */
final class HandlerRuntime implements AgentRuntime {
    @Override
    public HandlerPolicy handlerPolicy(Set<String> scopes, Set<String> roles, String method, String target) {
        return new ScopesAndRolesPolicy(
                scopes, roles, new Access(PolicySettings.NONE), Operation.ofHandler(method, target));
    }

    @Override
    public MethodHandle doorMethod(Class<?> woven, String adviceClass, String method, MethodType type) {
        throw new UnsupportedOperationException("no door is woven here");
    }

    @Override
    public Map<String, Object> validate(String token) {
        throw new UnsupportedOperationException("no token is validated here");
    }
}
