package io.mcpoauth2.agent.launch;

import io.mcpoauth2.agent.launch.Launcher.Outcome;
import io.mcpoauth2.bridge.Installation;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** The part of a start that uses the bridge: linked only once the bridge is on the bootstrap path. */
final class Installer {
    private static final String START = "io.mcpoauth2.agent.instrumentation.AgentStart";

    private Installer() {}

    static Outcome install(@Nullable String arguments, Instrumentation jvm, JarFile jar, String title)
            throws IOException, ReflectiveOperationException {
        if (Installation.class.getClassLoader() != null) {
            return Outcome.failed(
                    "mcp-oauth2-agent: io.mcpoauth2.bridge came from " + Installation.class.getClassLoader()
                            + ", not from the bootstrap loader; is the agent's jar unpacked into the application?",
                    true);
        }
        if (!Installation.claim()) {
            return Outcome.ignored("[mcp-oauth2-agent] WARN already installed: this -javaagent is ignored");
        }
        boolean done = false;
        try {
            ClassLoader loader = new AgentClassLoader(jar);
            Method install = Class.forName(START, true, loader)
                    .getMethod("install", Instrumentation.class, String.class, String.class);
            Object failure = install.invoke(null, jvm, arguments, title);
            if (failure != null) {
                return Outcome.failed(
                        (String) failure.getClass().getMethod("message").invoke(failure),
                        (boolean) failure.getClass().getMethod("exit").invoke(failure));
            }
            done = true;
            return Outcome.done();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("mcp-oauth2-agent could not start", e.getCause());
        } finally {
            if (!done) {
                Installation.release();
            }
        }
    }
}
