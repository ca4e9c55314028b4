package io.mcpoauth2.agent.launch;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.CodeSource;
import java.util.jar.Attributes.Name;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Entry of the jar: {@code -javaagent}, attach, and {@code java -jar}.
 *
 * <p>Keeps no state: once the jar is on the bootstrap path this class exists in two loaders. Logs nothing by a
 * framework and touches no JMX, as the application has not set them up yet.
 */
public final class Launcher {
    /** sysexits.h EX_CONFIG. */
    private static final int EXIT_CONFIGURATION = 78;

    private Launcher() {}

    /** {@code -javaagent:mcp-oauth2-agent.jar[=key=value,...]}. */
    public static void premain(@Nullable String arguments, Instrumentation jvm) {
        String command = System.getProperty("sun.java.command", "");
        if (ToolLaunchers.isTool(command)) {
            return;
        }
        try {
            // Without a main class it is java -version and its kin, or a host that creates its JVM by JNI.
            tell(start(arguments, jvm, false, command.isEmpty()));
        } catch (Throwable t) {
            // A security agent that cannot start must not be ignored; and what leaves premain aborts the JVM less
            // cleanly.
            tell(t.getMessage());
            if (t.getCause() != null || !(t instanceof IllegalStateException)) {
                t.printStackTrace(System.err);
            }
            System.exit(EXIT_CONFIGURATION);
        }
    }

    /**
     * Attach to a running JVM.
     *
     * @throws IllegalStateException to the attacher, if the agent cannot start. After a wrong configuration nothing has
     *     changed but the bootstrap path. After a failure of the weaving itself, classes that were woven meanwhile refuse
     *     until an attach succeeds, and what another thread called in them may refuse for good.
     */
    public static void agentmain(@Nullable String arguments, Instrumentation jvm) {
        try {
            tell(start(arguments, jvm, true, false));
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("mcp-oauth2-agent could not start", e);
        }
    }

    /**
     * {@code java -jar}: runs a command, or tells what the jar is.
     *
     * @throws Exception if a command fails in a way that nobody foresaw
     */
    public static void main(String[] arguments) throws Exception {
        if (CommandLine.isCommand(arguments)) {
            try (JarFile jar = new JarFile(ownJar())) {
                System.exit(CommandLine.run(jar, arguments));
            }
        }
        PrintStream out = System.out; // A person asks: there is no server whose stdout this could be.
        out.println("mcp-oauth2-agent " + version());
        out.println("Protects a Java MCP server as an OAuth 2.1 resource server. Usage:");
        out.println("  OAUTH2_ISSUER=https://login.example.com OAUTH2_AUDIENCE=https://mcp.example.com/mcp \\");
        out.println("  java -javaagent:mcp-oauth2-agent.jar -jar your-mcp-server.jar");
        out.println("  java -jar mcp-oauth2-agent.jar explain -    tells what it makes of a token on stdin");
        out.println("  java -jar mcp-oauth2-agent.jar check        tells whether the settings work");
        out.println("Settings may also follow the jar: -javaagent:mcp-oauth2-agent.jar=issuer=...,audience=...");
    }

    /** Crosses to the bootstrap loader: JDK types only, as each loader has its own copies of ours. */
    private static @Nullable String start(
            @Nullable String arguments, Instrumentation jvm, boolean attached, boolean hosted)
            throws IOException, URISyntaxException {
        JarFile jar = new JarFile(ownJar());
        if (Launcher.class.getClassLoader() != null) {
            jvm.appendToBootstrapClassLoaderSearch(jar);
        }
        return Installer.install(arguments, jvm, jar, version(jar), attached, hosted);
    }

    private static void tell(@Nullable String message) {
        if (message != null && !message.isEmpty()) {
            System.err.println(message);
        }
    }

    /** With -Xbootclasspath/a it is on the bootstrap path already, where classes have no code source. */
    private static File ownJar() throws IOException, URISyntaxException {
        CodeSource source = Launcher.class.getProtectionDomain().getCodeSource();
        if (source != null) {
            return new File(source.getLocation().toURI());
        }
        URL own = ClassLoader.getSystemResource(Launcher.class.getName().replace('.', '/') + ".class");
        if (own == null || !(own.openConnection() instanceof JarURLConnection connection)) {
            throw new IOException("mcp-oauth2-agent: it does not find its own jar");
        }
        return new File(connection.getJarFileURL().toURI());
    }

    private static String version() {
        String version = Launcher.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }

    /** A package on the bootstrap path does not know it. */
    private static String version(JarFile jar) throws IOException {
        String version = Launcher.class.getPackage().getImplementationVersion();
        if (version != null) {
            return version;
        }
        Manifest manifest = jar.getManifest();
        String named = manifest == null ? null : manifest.getMainAttributes().getValue(Name.IMPLEMENTATION_VERSION);
        return named == null ? "(unpackaged)" : named;
    }
}
