package io.mcpoauth2.testapps.harness;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The command line and environment of a {@link ServerProcess}.
 *
 * <p>The child gets this JVM's environment without what would change the outcome unseen: JVM option variables and the
 * agent's own {@code OAUTH2_*} settings come only from here.
 */
public final class ServerProcessBuilder {
    /** Processes that live for seconds, many at a time: the second compiler and more collector threads cost more than they give. */
    private static final List<String> SHORT_LIVED = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final List<String> jvmArguments = new ArrayList<>();
    private final List<String> agents = new ArrayList<>();
    private final List<String> program = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> arguments = new ArrayList<>();
    private int jdk;
    private Path directory;
    private Path host;
    private Path image;
    private Path script;
    private String scriptOptions;

    ServerProcessBuilder() {}

    /** Runs on the JDK of this feature release, see {@link Jdks}. */
    public ServerProcessBuilder jdk(int feature) {
        jdk = feature;
        return this;
    }

    /** Runs on a Java runtime of its own, such as jlink makes, in place of a JDK. */
    public ServerProcessBuilder image(Path home) {
        image = home;
        return this;
    }

    /** Adds {@code -javaagent:jar=key=value,…}; called twice, names two agents in that order. */
    public ServerProcessBuilder agent(Path jar, Map<String, String> options) {
        String joined = options.entrySet().stream()
                .map(e -> e.getKey() + '=' + e.getValue())
                .collect(Collectors.joining(","));
        agents.add("-javaagent:" + jar + (joined.isEmpty() ? "" : "=" + joined));
        return this;
    }

    /** Adds {@code -Dname=value}. */
    public ServerProcessBuilder property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    /** Sets a variable of the child's environment. */
    public ServerProcessBuilder environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Adds options of the JVM as they stand, before the agents; what they say counts over what is said for all processes. */
    public ServerProcessBuilder jvmArguments(String... options) {
        jvmArguments.addAll(List.of(options));
        return this;
    }

    /** Runs a main class of a class path of folders and jars ({@code lib/*} too). */
    public ServerProcessBuilder main(String className, String... classPath) {
        program.clear();
        program.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), className));
        return this;
    }

    /** Runs an executable jar. */
    public ServerProcessBuilder jar(Path jar) {
        program.clear();
        program.addAll(List.of("-jar", jar.toString()));
        return this;
    }

    /**
     * Has a program create the JVM by JNI instead of the JDK's launcher: it gets the path of {@code libjvm}, the JVM's
     * options, {@code --}, the main class with slashes, and its arguments.
     */
    public ServerProcessBuilder hostedBy(Path executable) {
        host = executable;
        return this;
    }

    /**
     * Has a shell script start the JVM, whose process the script's becomes.
     *
     * @param variable where the script finds the options of the JVM, separated by spaces
     */
    public ServerProcessBuilder script(Path file, String variable) {
        script = file;
        scriptOptions = variable;
        return this;
    }

    /** Adds arguments of the program. */
    public ServerProcessBuilder arguments(String... values) {
        arguments.addAll(List.of(values));
        return this;
    }

    /** Sets the working directory; this JVM's own unless set. */
    public ServerProcessBuilder directory(Path path) {
        directory = path;
        return this;
    }

    /**
     * Starts the process and waits for its {@code READY} line, five minutes at most.
     *
     * @throws IllegalStateException if it ends or stays silent instead, with all it wrote
     */
    public ServerProcess start() {
        return ServerProcess.startAndAwaitReady(build());
    }

    /**
     * Starts a process that does not say when it listens, and returns at once.
     *
     * @param port where it is told to listen
     */
    public ServerProcess startAt(int port) {
        return ServerProcess.startAt(build(), port);
    }

    /**
     * Runs the process, with empty standard input, to its end.
     *
     * @throws IllegalStateException if it still runs after the time limit; it is killed then
     */
    public ProcessExit runToExit(Duration limit) {
        return ServerProcess.runToExit(build(), limit);
    }

    private ProcessBuilder build() {
        List<String> options = new ArrayList<>(SHORT_LIVED);
        options.addAll(jvmArguments);
        properties.forEach((name, value) -> options.add("-D" + name + "=" + value));
        options.addAll(agents);
        ProcessBuilder builder = new ProcessBuilder(script == null ? command(options) : scripted());
        Map<String, String> child = builder.environment();
        child.keySet().removeIf(ServerProcessBuilder::changesTheOutcome);
        child.putAll(environment);
        if (script != null) {
            child.put("JAVA_HOME", Jdks.home(jdk).toString());
            child.put(scriptOptions, String.join(" ", options));
        }
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        return builder;
    }

    private List<String> scripted() {
        List<String> command = new ArrayList<>(List.of("sh", script.toString()));
        command.addAll(arguments);
        return command;
    }

    private List<String> command(List<String> options) {
        if (program.isEmpty()) {
            throw new IllegalStateException("Neither a main class nor a jar is set");
        }
        List<String> command = new ArrayList<>();
        if (host == null) {
            Path java = image == null ? Jdks.java(jdk) : image.resolve("bin").resolve("java");
            command.add(java.toString());
        } else {
            command.add(host.toString());
            command.add(Jdks.home(jdk).resolve("lib/server/libjvm.so").toString());
        }
        command.addAll(options);
        command.addAll(host == null ? program : hostedProgram());
        command.addAll(arguments);
        return command;
    }

    /** What the launcher makes of a main class and its class path; the JVM itself knows no wildcards. */
    private List<String> hostedProgram() {
        List<String> entries = new ArrayList<>();
        for (String entry : program.get(1).split(File.pathSeparator)) {
            File[] jars = entry.endsWith("*")
                    ? new File(entry.substring(0, entry.length() - 1))
                            .listFiles((folder, name) -> name.endsWith(".jar"))
                    : new File[] {new File(entry)};
            for (File jar : Objects.requireNonNull(jars, entry)) {
                entries.add(jar.getPath());
            }
        }
        String classPath = String.join(File.pathSeparator, entries);
        return List.of("-Djava.class.path=" + classPath, "--", program.get(2).replace('.', '/'));
    }

    static boolean changesTheOutcome(String variable) {
        return variable.startsWith("OAUTH2_")
                || variable.equals("JAVA_TOOL_OPTIONS")
                || variable.equals("JDK_JAVA_OPTIONS")
                || variable.equals("_JAVA_OPTIONS")
                || variable.equals("CLASSPATH");
    }
}
