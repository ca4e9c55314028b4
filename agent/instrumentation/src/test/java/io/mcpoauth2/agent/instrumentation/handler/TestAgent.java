package io.mcpoauth2.agent.instrumentation.handler;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.access.Operation;
import io.mcpoauth2.agent.access.ScopesAndRolesPolicy;
import io.mcpoauth2.agent.config.PolicySettings;
import io.mcpoauth2.bridge.AgentRuntime;
import io.mcpoauth2.bridge.HandlerPolicy;
import io.mcpoauth2.bridge.Installation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Set;

/** The agent of the tests' JVM, which has one bridge for all of them: guards handlers and links advice of tests. */
public final class TestAgent implements AgentRuntime {
    private TestAgent() {}

    /** Installs it, once for all test classes. */
    public static void install() {
        if (Installation.claim()) {
            Installation.complete(new TestAgent());
        }
    }

    @Override
    public HandlerPolicy handlerPolicy(Set<String> scopes, Set<String> roles, String method, String target) {
        return new ScopesAndRolesPolicy(
                scopes, roles, new Access(PolicySettings.NONE), Operation.ofHandler(method, target));
    }

    @Override
    public MethodHandle doorMethod(Class<?> woven, String advice, String method, MethodType type)
            throws ReflectiveOperationException {
        return MethodHandles.publicLookup()
                .findStatic(Class.forName(advice, true, woven.getClassLoader()), method, type);
    }

    @Override
    public Map<String, Object> validate(String token) {
        throw new AssertionError("no tokens here");
    }
}
