package io.mcpoauth2.agent.diagnosis;

import io.mcpoauth2.agent.config.SettingsReader;
import io.mcpoauth2.agent.config.SettingsResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * {@code explain -} and {@code check}: the commands of the agent's jar, which read the settings as a server with the agent
 * does; what would follow the jar there may be the last argument here.
 */
public final class Commands {
    /** Nothing is wrong. */
    static final int FINE = 0;
    /** The token is refused, or something was found. */
    static final int FOUND = 1;
    /** It cannot be told: a wrong call, settings that cannot be read, an issuer that cannot be asked. */
    static final int UNKNOWN = 2;

    private static final String USAGE = """
            usage: java -jar mcp-oauth2-agent.jar explain - [key=value,...]     a token on stdin: every check, and which refuses
                   java -jar mcp-oauth2-agent.jar check [--json] [key=value,...]  settings, metadata, keys, clock, proxy
            Settings come from the environment, from -Doauth2.key=value before -jar, from the file, and from the last argument.
            """;

    private Commands() {}

    /**
     * Runs one command.
     *
     * @param in read by {@code explain} only
     * @param out for what was found out
     * @param err for what kept it from being found out
     * @return the exit status
     */
    public static int run(String[] arguments, InputStream in, PrintStream out, PrintStream err) {
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
        String command = rest.isEmpty() ? "" : rest.remove();
        try {
            if (command.equals("explain") && "-".equals(rest.poll()) && rest.size() <= 1) {
                return new Explain(read(rest.poll()), out, err).run(in);
            }
            boolean json = command.equals("check") && rest.removeFirstOccurrence("--json");
            if (command.equals("check") && rest.size() <= 1) {
                return new Check(read(rest.poll()), System.getenv(), out).run(json);
            }
        } catch (IOException | RuntimeException e) {
            err.println(e.getClass().getSimpleName() + ": " + e.getMessage());
            return UNKNOWN;
        }
        err.print(USAGE);
        return UNKNOWN;
    }

    private static SettingsResult read(@Nullable String argument) {
        return SettingsReader.ofThisProcess(argument).read();
    }
}
