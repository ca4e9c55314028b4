package io.mcpoauth2.agent.launch;

import java.util.Set;

/**
 * Programs that the agent leaves alone when {@code JAVA_TOOL_OPTIONS} names it for everything on a machine: the JDK's
 * tools and build-tool launchers, by exact main class. docs/troubleshooting.md lists them.
 *
 * <p>A name too many here is a server left open: no pattern, and never a launcher that runs an application in its own
 * JVM, such as {@code java Server.java}.
 */
final class ToolLaunchers {
    static final Set<String> MAIN_CLASSES = Set.of(
            // The JDK's tools, as the java launcher names them.
            "java.base/sun.security.tools.keytool.Main",
            "java.rmi/sun.rmi.registry.RegistryImpl",
            "java.scripting/com.sun.tools.script.shell.Main",
            "jdk.compiler/com.sun.tools.javac.Main",
            "jdk.compiler/sun.tools.serialver.SerialVer",
            "jdk.hotspot.agent/sun.jvm.hotspot.SALauncher",
            "jdk.httpserver/sun.net.httpserver.simpleserver.JWebServer",
            "jdk.jartool/sun.security.tools.jarsigner.Main",
            "jdk.jartool/sun.tools.jar.Main",
            "jdk.javadoc/jdk.javadoc.internal.tool.Main",
            "jdk.jcmd/sun.tools.jcmd.JCmd",
            "jdk.jcmd/sun.tools.jinfo.JInfo",
            "jdk.jcmd/sun.tools.jmap.JMap",
            "jdk.jcmd/sun.tools.jps.Jps",
            "jdk.jcmd/sun.tools.jstack.JStack",
            "jdk.jcmd/sun.tools.jstat.Jstat",
            "jdk.jconsole/sun.tools.jconsole.JConsole",
            "jdk.jdeps/com.sun.tools.javap.Main",
            "jdk.jdeps/com.sun.tools.jdeprscan.Main",
            "jdk.jdeps/com.sun.tools.jdeps.Main",
            "jdk.jdeps/com.sun.tools.jnativescan.Main",
            "jdk.jdi/com.sun.tools.example.debug.tty.TTY",
            "jdk.jfr/jdk.jfr.internal.tool.Main",
            "jdk.jlink/jdk.tools.jimage.Main",
            "jdk.jlink/jdk.tools.jlink.internal.Main",
            "jdk.jlink/jdk.tools.jmod.Main",
            "jdk.jpackage/jdk.jpackage.main.Main",
            "jdk.jshell/jdk.internal.jshell.tool.JShellToolProvider",
            // The JVM in which jshell runs its snippets.
            "jdk.jshell.execution.RemoteExecutionControl",
            "jdk.jstatd/sun.tools.jstatd.Jstatd",
            // Build tools; what they start for the application is another JVM.
            "org.apache.maven.wrapper.MavenWrapperMain",
            "org.apache.tools.ant.launch.Launcher",
            "org.codehaus.plexus.classworlds.launcher.Launcher",
            "org.gradle.launcher.GradleMain",
            "org.gradle.launcher.daemon.bootstrap.GradleDaemon",
            "org.gradle.wrapper.GradleWrapperMain");

    private ToolLaunchers() {}

    /**
     * @param command the {@code sun.java.command} property: main class or jar, then arguments; empty if unknown
     */
    static boolean isTool(String command) {
        int end = command.indexOf(' ');
        return MAIN_CLASSES.contains(end < 0 ? command : command.substring(0, end));
    }
}
