package io.mcpoauth2.agent.config;

import java.util.HashSet;
import java.util.Set;

/**
 * What is made of listening sockets that no door stands before.
 *
 * @param refusesUnknownServers whether a server that no door knows may not listen; otherwise it is reported
 * @param knownPorts of servers that are left alone; no value stands for all
 * @param protectsOtherAgents whether servers that other agents of this JVM open are protected, too
 */
public record ListenerSettings(boolean refusesUnknownServers, Set<Integer> knownPorts, boolean protectsOtherAgents) {
    /** What applies when nothing is configured. */
    public static final ListenerSettings BY_DEFAULT = new ListenerSettings(false, Set.of(), false);

    public ListenerSettings {
        knownPorts = Set.copyOf(knownPorts);
    }

    static ListenerSettings read(Values values, ElementRules rules) {
        boolean protectsOtherAgents =
                values.choice(Key.OTHER_AGENTS, "leave", "protect").equals("protect");
        boolean refusesUnknownServers =
                values.choice(Key.UNKNOWN_SERVERS, "warn", "refuse").equals("refuse");
        Set<Integer> knownPorts = new HashSet<>();
        for (String text : values.list(Key.KNOWN_PORTS, rules)) {
            knownPorts.add(Ports.parse(text));
        }
        return new ListenerSettings(refusesUnknownServers, knownPorts, protectsOtherAgents);
    }
}
