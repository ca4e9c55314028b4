package io.mcpoauth2.agent.instrumentation.listeners;

import io.mcpoauth2.agent.config.ListenerSettings;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The servers of other agents, which doors let alone.
 *
 * <p>A listening channel is remembered by identity when it is opened, by the code that opens it. One that was opened before
 * this agent came is recognised by the code that it runs. Names and ports decide nothing, and doubt protects.
 */
public final class OtherServers {
    private static volatile @Nullable OtherServers installed;

    private final OtherAgents agents;
    private final boolean leaves;
    private final AgentLog log;
    private final Set<Object> left = identities();
    private final Set<Object> others = identities();

    public OtherServers(Instrumentation jvm, ListenerSettings settings, AgentLog log) {
        this(
                new OtherAgents(
                        new Supplier<>() { // No lambda at the start of every JVM.
                            @Override
                            public Set<Path> get() {
                                return AgentJars.of(jvm);
                            }
                        },
                        log),
                settings,
                log);
    }

    OtherServers(OtherAgents agents, ListenerSettings settings, AgentLog log) {
        this.agents = agents;
        this.leaves = !settings.protectsOtherAgents();
        this.log = log;
    }

    /** Makes doors ask this one. */
    public void install() {
        installed = this;
    }

    /**
     * Whether a door is to let a request pass untouched.
     *
     * @param listener the channel by which it came; null if that is not known, which protects
     * @param handler the code that answers it; null if that is not known
     */
    public static boolean isLeft(@Nullable Object listener, @Nullable Class<?> handler) {
        OtherServers servers = installed;
        return servers != null && listener != null && servers.leaves(listener, handler);
    }

    /**
     * Whether a class is a part of another agent, in a loader that keeps it from the application.
     *
     * @param loader that defines it; null is the bootstrap loader
     */
    public static boolean isPartOfAnotherAgent(@Nullable ClassLoader loader, @Nullable ProtectionDomain domain) {
        OtherServers servers = installed;
        return servers != null
                && servers.leaves
                && loader != null
                && servers.agents.areThereAny()
                && servers.agents.holds(loader, domain);
    }

    private boolean leaves(Object listener, @Nullable Class<?> handler) {
        if (!leaves || !agents.areThereAny() || others.contains(listener)) {
            return false;
        }
        if (left.contains(listener)) {
            return true;
        }
        String owner = handler == null ? null : agents.ownerOf(List.of(handler));
        if (owner == null) {
            return false;
        }
        if (left.add(listener)) {
            log.warn(ListenerAddress.ofListener(listener).text() + " was opened by the agent " + owner
                    + " before this one came: it is left alone (other_agents=leave)");
        }
        return true;
    }

    OtherAgents agents() {
        return agents;
    }

    void leave(Object listener) {
        left.add(listener);
    }

    /** A listener that was seen when it was opened, and is no agent's. */
    void isApplications(Object listener) {
        others.add(listener);
    }

    /** Sockets and channels are equal to themselves only. */
    private static Set<Object> identities() {
        return Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    }
}
