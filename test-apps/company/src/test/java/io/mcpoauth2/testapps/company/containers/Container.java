package io.mcpoauth2.testapps.company.containers;

import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import io.mcpoauth2.testapps.process.Artifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Containers that applications are deployed to; each is started as its own script does, with no option for agents. */
enum Container {
    WILDFLY {
        @Override
        ServerProcessBuilder process(Path folder, int port, List<Path> wars) throws IOException {
            Path home = containers("wildfly-39.0.1.Final");
            Path configuration = Files.createDirectories(folder.resolve("configuration"));
            Files.copy(configuration("wildfly.xml"), configuration.resolve("standalone.xml"));
            copy(wars, folder.resolve("deployments"));
            return ServerProcess.builder()
                    .property("jboss.home.dir", home.toString())
                    .property("jboss.server.base.dir", folder.toString())
                    .property("jboss.http.port", Integer.toString(port))
                    .property("jboss.modules.system.pkgs", "org.jboss.byteman")
                    .property("java.util.logging.manager", "org.jboss.logmanager.LogManager")
                    .jar(home.resolve("jboss-modules.jar"))
                    .arguments("-mp", home.resolve("modules").toString(), "org.jboss.as.standalone");
        }
    },
    LIBERTY {
        @Override
        ServerProcessBuilder process(Path folder, int port, List<Path> wars) throws IOException {
            Path server = Files.createDirectories(folder.resolve("servers/defaultServer"));
            Files.copy(configuration("liberty.xml"), server.resolve("server.xml"));
            copy(wars, server.resolve("dropins"));
            return ServerProcess.builder()
                    .environment("WLP_USER_DIR", folder.toString())
                    .environment("WLP_OUTPUT_DIR", folder.resolve("output").toString())
                    .jar(containers("wlp/bin/tools/ws-server.jar"))
                    .arguments("defaultServer", "--", "--http.port=" + port);
        }
    },
    TOMCAT_10 {
        /** With {@code setenv.sh}, which its script reads. */
        @Override
        ServerProcessBuilder process(Path folder, int port, List<Path> wars) throws IOException {
            Path home = containers("apache-tomcat-10.1.48");
            Path configuration = Files.createDirectories(folder.resolve("conf"));
            Files.copy(configuration("tomcat.xml"), configuration.resolve("server.xml"));
            Files.copy(home.resolve("conf/web.xml"), configuration.resolve("web.xml"));
            Files.createDirectories(folder.resolve("temp"));
            Path bin = Files.createDirectories(folder.resolve("bin"));
            Files.writeString(bin.resolve("setenv.sh"), "CATALINA_OPTS=\"$CATALINA_OPTS $OPTIONS_OF_THE_JVM\"\n");
            copy(wars, folder.resolve("webapps"));
            return ServerProcess.builder()
                    .script(home.resolve("bin/catalina.sh").toAbsolutePath(), "OPTIONS_OF_THE_JVM")
                    .environment("CATALINA_HOME", home.toAbsolutePath().toString())
                    .environment("CATALINA_BASE", folder.toString())
                    .property("http.port", Integer.toString(port))
                    .arguments("run");
        }
    },
    JETTY_12 {
        @Override
        ServerProcessBuilder process(Path folder, int port, List<Path> wars) throws IOException {
            copy(wars, folder.resolve("webapps"));
            return ServerProcess.builder()
                    .jar(containers("jetty-home-12.0.16/start.jar"))
                    .arguments(
                            "jetty.base=" + folder,
                            "jetty.http.host=127.0.0.1",
                            "jetty.http.port=" + port,
                            "--modules=http,ee10-deploy,ee10-annotations");
        }
    },
    PAYARA_MICRO_7 {
        @Override
        ServerProcessBuilder process(Path folder, int port, List<Path> wars) {
            return payara("payara-micro-7.jar", folder, port, wars);
        }
    },
    PAYARA_MICRO_6 {
        @Override
        ServerProcessBuilder process(Path folder, int port, List<Path> wars) {
            return payara("payara-micro-6.jar", folder, port, wars);
        }
    };

    /**
     * Describes a process without the agent.
     *
     * @param folder empty, for all that it writes
     * @param wars the applications; each is found below the name of its file
     */
    abstract ServerProcessBuilder process(Path folder, int port, List<Path> wars) throws IOException;

    /** Whether the gate is before everything of an application, and not before its servlets only. */
    boolean hasDoor() {
        return this == WILDFLY || this == TOMCAT_10 || this == JETTY_12;
    }

    private static ServerProcessBuilder payara(String jar, Path folder, int port, List<Path> wars) {
        ServerProcessBuilder process = ServerProcess.builder()
                .jar(containers(jar))
                .arguments("--port", Integer.toString(port), "--noCluster", "--rootDir", folder.toString());
        wars.forEach(war -> process.arguments("--deploy", war.toString()));
        return process;
    }

    /** What the build has unpacked. */
    static Path containers(String path) {
        return Path.of(Artifacts.property("containers.dir"), path);
    }

    private static Path configuration(String file) {
        return Path.of(Artifacts.property("containers.configuration"), file);
    }

    private static void copy(List<Path> wars, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path war : wars) {
            Files.copy(war, folder.resolve(war.getFileName()));
        }
    }
}
