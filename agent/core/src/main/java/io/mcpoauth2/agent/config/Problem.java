package io.mcpoauth2.agent.config;

/**
 * What is wrong with one setting. Never quotes a value: a secret may stand where it should not.
 *
 * @param key as it was written
 * @param source where it stands, such as "environment variable OAUTH2_ISSUER"
 * @param message what is wrong and what would be right
 */
public record Problem(String key, String source, String message) {
    /** One line. */
    public String render() {
        return key + " (" + source + "): " + message;
    }
}
