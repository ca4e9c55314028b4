package io.mcpoauth2.agent.instrumentation.listeners;

import io.mcpoauth2.agent.config.ListenerSettings;
import io.mcpoauth2.agent.instrumentation.Coverage;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.ListenerObserver;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Says aloud what listens without a door, or refuses it.
 *
 * <p>Runs on the thread that binds, Netty's event loops included: must not block. What goes wrong while a listener is judged
 * makes it an unknown one.
 */
public final class ListenerWatch implements ListenerObserver {
    /** More openers than this are one that makes up names. */
    private static final int MAX_LINES = 200;

    private final ListenerSettings settings;
    private final ListenerJudge judge;
    private final OtherServers others;
    private final Coverage coverage;
    private final AgentLog log;
    private final Runnable atListener;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    /**
     * @param others told of servers that other agents opened
     * @param atListener run whenever the application listens; must return at once
     */
    public ListenerWatch(
            ListenerSettings settings, OtherServers others, Coverage coverage, AgentLog log, Runnable atListener) {
        this.settings = settings;
        this.judge = new ListenerJudge(settings, others.agents(), coverage);
        this.others = others;
        this.coverage = coverage;
        this.log = log;
        this.atListener = atListener;
    }

    @Override
    public void opening(Object listener, @Nullable Object address) throws IOException {
        if (settings.refusesUnknownServers()) {
            refuseUnknown(judge(listener), ListenerAddress.of(address));
        }
    }

    @Override
    public void opened(Object listener, @Nullable Object asked) {
        ListenerAddress address = ListenerAddress.ofListener(listener);
        if (address.isBound()) {
            boolean chosen = ListenerAddress.of(asked).isChosenBySystem();
            report(judge(listener), listener, address, chosen ? "" : address.text());
        }
    }

    @Override
    public void inherited(Object listener) throws IOException {
        ListenerAddress address = ListenerAddress.ofListener(listener);
        if (!address.isBound()) {
            return; // A connection.
        }
        Finding finding = judge(listener);
        if (settings.refusesUnknownServers()) {
            refuseUnknown(finding, address);
        }
        report(finding, listener, address, address.text());
    }

    private Finding judge(Object listener) {
        try {
            return judge.judge(listener);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            log.error("a listener could not be looked at", e);
            return new Finding(Finding.Kind.UNKNOWN, "code that could not be told");
        }
    }

    private void refuseUnknown(Finding finding, ListenerAddress address) throws SocketException {
        if (isUnknown(finding, address)) {
            String line = address.text() + " is refused to " + finding.text()
                    + ": no door of the agent knows this server (unknown_servers=refuse)";
            log.error(line);
            // No BindException, which some servers take for a port that is in use.
            throw new SocketException("mcp-oauth2-agent: " + line);
        }
    }

    /**
     * @param place which listeners of one opener are told apart; empty for ports that the system chooses, another each time
     */
    private void report(Finding finding, Object listener, ListenerAddress address, String place) {
        if (finding.kind() != Finding.Kind.OTHER_AGENT && finding.kind() != Finding.Kind.ELSEWHERE) {
            others.isApplications(listener);
        }
        switch (finding.kind()) {
            case ELSEWHERE -> {}
            case JDK -> log.debug(address.text() + " is the JDK's own: " + finding.text());
            case OTHER_AGENT -> {
                others.leave(listener);
                if (isNew(place, finding)) {
                    log.warn(address.text() + " was opened by the agent " + finding.text()
                            + ": it is left alone (other_agents=leave)");
                }
            }
            case DOOR -> {
                log.debug(address.text() + " is behind the " + finding.text());
                atListener.run();
            }
            case UNKNOWN, SERVLETS -> {
                if (isUnknown(finding, address)) {
                    unknown(finding, listener, address, place);
                } else {
                    log.debug(address.text() + " has no door, as known_ports says: " + finding.text());
                }
                atListener.run();
            }
        }
    }

    private void unknown(Finding finding, Object listener, ListenerAddress address, String place) {
        String consequence = finding.kind() == Finding.Kind.SERVLETS
                ? "no door knows this server; HttpServlets that answer there are protected, anything else (filters,"
                        + " GenericServlets, handlers that are no servlets) is NOT"
                : "no door knows this server, so what it serves is NOT protected";
        coverage.unknownServer(
                address.text() + " (" + finding.text() + ": " + consequence + ")", address.stillOpen(listener));
        if (isNew(place, finding)) {
            log.error(address.text() + " was opened by " + finding.text() + ": " + consequence);
        }
    }

    private boolean isUnknown(Finding finding, ListenerAddress address) {
        return (finding.kind() == Finding.Kind.UNKNOWN || finding.kind() == Finding.Kind.SERVLETS)
                && !settings.knownPorts().contains(address.port());
    }

    private boolean isNew(String place, Finding finding) {
        return said.size() < MAX_LINES && said.add(place + ' ' + finding.text());
    }

    /**
     * Reports what listened before.
     *
     * @param attached whether the application ran already; otherwise only other agents and the JDK did
     */
    void reportEarlier(boolean attached, Class<?>[] loaded) {
        Optional<List<String>> told = EarlierListeners.ofThisProcess();
        if (told.isEmpty() && attached) {
            log.warn("what listened before the agent was attached cannot be told on this system");
        }
        List<String> addresses = told.orElse(List.of());
        if (addresses.isEmpty()) {
            return;
        }
        String all = String.join(", ", addresses);
        if (!attached) {
            log.warn(all + " listened before this agent came, so another agent or the JDK opened it");
            return;
        }
        boolean doors = ListenerJudge.includesServer(loaded);
        for (String address : addresses) {
            coverage.unknownServer(
                    address + " (listened before the agent was attached: who opened it is not known)", () -> true);
        }
        String line = all + " listened before the agent was attached, and who opened it cannot be told";
        if (doors) {
            log.warn(line + ": servers whose doors are woven are protected there, others are NOT");
        } else {
            log.error(line + ": no server that a door knows has been loaded, so what is served there is NOT protected");
        }
    }

    /**
     * A class through which something listens could not be woven.
     *
     * @return whether it must not be loaded
     */
    boolean cannotObserve(String type, Throwable cause) {
        coverage.gap("what listens by way of " + type + " (it could not be woven)");
        log.error("what listens by way of " + type + " cannot be seen: servers without a door are not reported", cause);
        return settings.refusesUnknownServers();
    }
}
