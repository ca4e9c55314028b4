package io.mcpoauth2.agent.gate;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of an admitted request whose message has still to be judged.
 *
 * @param maxSize bytes of it that are read at most
 * @param wantsResults whether its client looks for challenges in results of tools
 * @param refusal what the request is answered with whatever its message is; only its form may depend on that
 * @param otherwise what it is answered with although its message might go on
 */
public record PendingMessage(
        MessageHead head,
        int maxSize,
        boolean wantsResults,
        Decision.@Nullable Answered refusal,
        Decision.@Nullable Answered otherwise) {
    /** Nothing of the request. */
    @Override
    public String toString() {
        return "PendingMessage";
    }
}
