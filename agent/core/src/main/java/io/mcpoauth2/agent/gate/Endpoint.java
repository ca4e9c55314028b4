package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.ResourceSettings;
import io.mcpoauth2.agent.config.SenderConstraints.Policy;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.mcp.AdvertisedScopes;
import io.mcpoauth2.agent.mcp.ProtectedResourceMetadata;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.token.EndpointAudience;
import io.mcpoauth2.agent.token.Verdict;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A resource of this server as the gate has it: whose tokens are for it, what they need, and how it refuses. */
final class Endpoint {
    private final String path;
    private final String prefix;
    /** Null where there is one resource, for which all are that are valid here. */
    private final @Nullable EndpointAudience audience;

    private final CallerRequirements requirements;
    private final ErrorReplies replies;
    private final Denials denials;

    Endpoint(Settings settings, ResourceSettings resource, Access access, AgentLog log) {
        this.path = Objects.requireNonNullElse(resource.resource().getRawPath(), "");
        this.prefix = resource.prefix();
        this.audience = settings.resources().isEmpty() ? null : new EndpointAudience(settings, resource.audiences());
        this.requirements = new CallerRequirements(settings, resource.scopes(), access);
        this.replies = new ErrorReplies(
                ProtectedResourceMetadata.urlOf(resource),
                new AdvertisedScopes(settings.scopePrefix()),
                resource.scopes(),
                resource.advertising().scopes(),
                settings.senderConstraints().dpop().isAdvertised());
        boolean knowsDpop = settings.senderConstraints().dpop() != Policy.OFF;
        this.denials = new Denials(replies, resource.scopes(), knowsDpop, log);
    }

    /** How much this says of a path that it covers. */
    int specificity() {
        return prefix.length();
    }

    /**
     * @param path in plain spelling
     */
    boolean covers(String path) {
        return ResourceSettings.covers(prefix, path);
    }

    /** Whether a path is this resource's own, exactly. */
    boolean isAt(String requested) {
        return path.isEmpty() ? requested.equals("/") : requested.equals(path);
    }

    /** The verdict as it holds for this resource. */
    Verdict judge(Verdict verdict) {
        return audience == null ? verdict : audience.of(verdict);
    }

    boolean meetsRequirements(Verdict.Valid caller) {
        return requirements.areMetBy(caller);
    }

    /** Whether a later verdict about the same token leaves its caller who it was, with what is needed here. */
    boolean isStillOpenTo(Verdict.Valid later, Verdict.Valid first) {
        return (audience == null || audience.admits(later)) && requirements.areStillMetBy(later, first);
    }

    boolean lacksUser(Verdict.Valid caller) {
        return requirements.lackUser(caller);
    }

    ErrorReplies replies() {
        return replies;
    }

    Denials denials() {
        return denials;
    }
}
