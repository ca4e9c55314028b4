package io.mcpoauth2.agent.instrumentation;

import java.security.Security;

/**
 * Knows which modules of the JDK the agent misses where jlink has left them out.
 *
 * <p>It needs java.base and java.instrument, and does without java.management (no MBean), jdk.jfr (no events) and
 * jdk.httpserver (no such server).
 */
final class RuntimeImage {
    private static final String CURVES = "jdk.crypto.ec";
    private static final int CURVES_IN_BASE = 22; // The release that moved them to java.base.

    private RuntimeImage() {}

    /** Returns what does not work without a module, which it names; empty if all is there. */
    static String fault() {
        boolean complete = Runtime.version().feature() >= CURVES_IN_BASE
                || ModuleLayer.boot().findModule(CURVES).isPresent()
                || Security.getProviders("KeyFactory.EC") != null; // Another provider may stand in.
        return complete
                ? ""
                : "this Java runtime has no module " + CURVES
                        + ": tokens signed by ES256 and its kin are refused, and TLS"
                        + " with most issuers fails; give it to jlink by --add-modules";
    }
}
