package io.mcpoauth2.agent.config;

/**
 * What callers may do, and the messages that tell what they want.
 *
 * @param maxMessageSize bytes of a message that is read to be judged
 * @param messageRoutes where bodies are messages
 * @param source where the policy can be read again
 */
public record AccessSettings(
        PolicySettings policy, int maxMessageSize, RoutePatterns messageRoutes, PolicySource source) {}
