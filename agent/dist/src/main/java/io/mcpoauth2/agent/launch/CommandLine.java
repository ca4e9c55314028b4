package io.mcpoauth2.agent.launch;

import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Set;
import java.util.jar.JarFile;

/**
 * Runs a command of {@code java -jar} by the code that judges requests, in a loader of its own as in a server; the bridge
 * comes from there, too, as nothing is on the bootstrap path.
 */
final class CommandLine {
    private static final String COMMANDS = "io.mcpoauth2.agent.diagnosis.Commands";
    private static final Set<String> KNOWN = Set.of("explain", "check");

    private CommandLine() {}

    static boolean isCommand(String[] arguments) {
        return arguments.length > 0 && KNOWN.contains(arguments[0]);
    }

    /** The exit status. */
    static int run(JarFile jar, String[] arguments) throws Exception {
        Class<?> commands = Class.forName(COMMANDS, true, new AgentClassLoader(jar));
        try {
            return (int)
                    commands.getMethod("run", String[].class, InputStream.class, PrintStream.class, PrintStream.class)
                            .invoke(null, arguments, System.in, System.out, System.err);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("mcp-oauth2-agent failed", e.getCause());
        }
    }
}
