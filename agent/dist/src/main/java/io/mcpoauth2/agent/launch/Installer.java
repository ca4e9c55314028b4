package io.mcpoauth2.agent.launch;

import io.mcpoauth2.bridge.Installation;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The part of a start that uses the bridge: linked only once the bridge is on the bootstrap path, and then defined by
 * the bootstrap loader itself, hence public for {@link Launcher}, which is not.
 */
public final class Installer {
    private static final String START = "io.mcpoauth2.agent.instrumentation.AgentStart";

    private Installer() {}

    /**
     * @param jar the agent's jar, kept open for as long as the JVM runs
     * @param version the agent's own, for messages
     * @param attached whether the JVM was running before: a failure then never ends it
     * @param hosted whether no main class is named, so that nothing is told or ended before there is a server
     * @return what to tell on stderr; null or empty if nothing
     * @throws IllegalStateException if the agent is not installed though it must be; nothing has been changed. Without a
     *     cause the message tells the user all there is.
     */
    public static @Nullable String install(
            @Nullable String arguments,
            Instrumentation jvm,
            JarFile jar,
            String version,
            boolean attached,
            boolean hosted) {
        ClassLoader bridge = Installation.class.getClassLoader();
        if (bridge != null) {
            throw new IllegalStateException("mcp-oauth2-agent: io.mcpoauth2.bridge came from " + bridge
                    + ", not from the bootstrap loader; is the agent's jar unpacked into the application?");
        }
        if (!Installation.claim()) {
            return "[mcp-oauth2-agent] WARN already installed: this -javaagent is ignored";
        }
        boolean installed = false;
        try {
            Class<?> start = Class.forName(START, true, new AgentClassLoader(jar));
            String failure = (String) start.getMethod(
                            "install", Instrumentation.class, String.class, String.class, boolean.class, boolean.class)
                    .invoke(null, jvm, arguments, version, attached, hosted);
            installed = failure == null;
            return failure;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalStateException refusal && refusal.getCause() == null) {
                throw refusal;
            }
            throw new IllegalStateException("mcp-oauth2-agent could not start", e.getCause());
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("mcp-oauth2-agent could not start", e);
        } finally {
            if (!installed) {
                Installation.release();
            }
        }
    }
}
