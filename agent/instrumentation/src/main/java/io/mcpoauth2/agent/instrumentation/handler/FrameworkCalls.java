package io.mcpoauth2.agent.instrumentation.handler;

import java.util.HashSet;
import java.util.Set;

/**
 * Which calls in a framework's class are those of handlers. Without ASM's types: made in every JVM.
 *
 * @param methods interfaces and their methods, as in a class file, with a dot between
 * @param deferred whether the functions return what goes on later
 * @param own how the names of the framework's own functions begin, with dots; empty if there are none
 */
record FrameworkCalls(Set<String> methods, boolean deferred, String own) {
    static FrameworkCalls of(String owner, String method) {
        return new FrameworkCalls(Set.of(owner + '.' + method), false, "");
    }

    FrameworkCalls and(String owner, String method) {
        Set<String> both = new HashSet<>(methods);
        both.add(owner + '.' + method);
        return new FrameworkCalls(both, deferred, own);
    }

    /**
     * @param ofFramework how the internal names of the framework's own functions begin
     */
    FrameworkCalls deferred(String ofFramework) {
        return new FrameworkCalls(methods, true, ofFramework.replace('/', '.'));
    }
}
