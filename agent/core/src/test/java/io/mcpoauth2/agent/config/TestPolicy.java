package io.mcpoauth2.agent.config;

/** Policies of tests, read by the code that reads real ones. */
public final class TestPolicy {
    private TestPolicy() {}

    /**
     * @param byDefault {@code allow} or {@code deny}
     * @param rules the file's array
     */
    public static PolicySettings of(String byDefault, String rules) {
        return with("policy_default", byDefault, rules);
    }

    /** A policy with one more setting. */
    public static PolicySettings with(String key, String value, String rules) {
        return Given.minimum()
                .argument(key + "=" + value)
                .file("{\"rules\": " + rules + "}")
                .settings()
                .access()
                .policy();
    }
}
