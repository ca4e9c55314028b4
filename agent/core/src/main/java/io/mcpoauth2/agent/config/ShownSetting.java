package io.mcpoauth2.agent.config;

/**
 * One setting as an operator is shown it, who asks for the configuration.
 *
 * @param section where an issuer's own section stands; empty for what is said of all
 * @param value in place of a secret a word that says so
 * @param source where the value stands, or "default"
 */
public record ShownSetting(String section, String key, String value, String source) {}
