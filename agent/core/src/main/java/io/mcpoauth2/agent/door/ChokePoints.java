package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.gate.ErrorReplies;
import io.mcpoauth2.agent.gate.Gate;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.NotAuthenticatedException;
import io.mcpoauth2.bridge.Reports;
import io.mcpoauth2.bridge.RequestIdentity;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The places within MCP frameworks that every message passes, where one without a caller is refused whatever brought it.
 *
 * <p>Two cases are kept apart. A thread that carries an identity which is nobody's comes from a door, along an exempt path
 * say: 401, as a login helps; in report mode it goes on. A thread that carries none comes from no door: 503, as a login
 * would help nobody.
 */
public final class ChokePoints {
    private static final String NO_DOOR =
            "mcp-oauth2-agent refused an MCP message: no door of the agent brought it here, so that no token could be checked."
                    + " Its HTTP server has no door, or its transport has changed threads on its own";

    private final Supplier<Gate> gate;
    private final MissingDoors missing;

    ChokePoints(Supplier<Gate> gate, AgentLog log) {
        this.gate = gate;
        this.missing = new MissingDoors(log);
    }

    /**
     * Judges a message of the framework's that can still be answered.
     *
     * @return what the message is to be answered with instead of being handled; null if it may go on
     */
    public @Nullable HttpReply refusal(McpFramework framework) {
        RequestIdentity identity = Carrier.current();
        if (identity == null) {
            missing.record(framework);
            return ErrorReplies.withoutDoor();
        }
        return identity.isOpen() || Reports.insteadOfRefusalBy(framework.name())
                ? null
                : gate.get().refusals().unauthenticated();
    }

    /**
     * Judges a message of the framework's where an exception is the only answer.
     *
     * @throws NotAuthenticatedException if the thread works for no authenticated request
     */
    public RequestIdentity require(McpFramework framework) {
        RequestIdentity identity = Carrier.current();
        if (identity == null) {
            missing.record(framework);
            throw new NotAuthenticatedException(NO_DOOR);
        }
        if (!identity.isOpen() && !Reports.insteadOfRefusalBy(framework.name())) {
            throw new NotAuthenticatedException(
                    "an MCP message needs an authenticated caller: no validated access token reached its transport");
        }
        return identity;
    }
}
