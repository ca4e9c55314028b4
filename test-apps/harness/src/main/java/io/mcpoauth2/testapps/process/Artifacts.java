package io.mcpoauth2.testapps.process;

import java.nio.file.Path;

/** What the build made and the tests start. */
public final class Artifacts {

    private Artifacts() {}

    /** Returns the one jar of the agent. */
    public static Path agentJar() {
        return Path.of(property("agent.jar"));
    }

    /**
     * Returns what the build tells the tests.
     *
     * @throws IllegalStateException if it does not
     */
    public static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("The system property " + name + " is not set; the build sets it");
        }
        return value;
    }
}
