package io.mcpoauth2.testapps.company.containers;

import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.ServerProcessBuilder;
import io.mcpoauth2.testapps.process.Artifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Module systems whose classes see of the bootstrap path what they are told to, and here they are told nothing. */
enum ModuleSystem {
    FELIX {
        @Override
        ServerProcessBuilder process(Path folder) {
            return osgi("felix", folder);
        }
    },
    EQUINOX {
        @Override
        ServerProcessBuilder process(Path folder) {
            return osgi("equinox", folder);
        }
    },
    JBOSS_MODULES {
        @Override
        ServerProcessBuilder process(Path folder) throws IOException {
            Path module = Files.createDirectories(folder.resolve("com/example/server/main"));
            List<String> roots;
            try (Stream<Path> jars = Files.list(app("sdk2-jetty12"))) {
                roots = jars.map(jar -> copied(jar, module)).toList();
            }
            Files.writeString(module.resolve("module.xml"), """
                    <module xmlns="urn:jboss:module:1.9" name="com.example.server">
                      <main-class name="com.example.jetty.JettyServer"/>
                      <resources>%s</resources>
                      <dependencies><module name="java.se"/><module name="jdk.unsupported"/></dependencies>
                    </module>
                    """.formatted(roots.stream()
                    .map("<resource-root path=\"%s\"/>"::formatted)
                    .collect(Collectors.joining())));
            return ServerProcess.builder()
                    .jar(Path.of(Artifacts.property("containers.dir"), "jboss-modules.jar"))
                    .arguments("-mp", folder.toString(), "com.example.server", "port=0");
        }
    };

    /**
     * Describes a process of an MCP server as a module, on any free port, without the agent.
     *
     * @param folder empty, for all that it needs
     */
    abstract ServerProcessBuilder process(Path folder) throws IOException;

    private static ServerProcessBuilder osgi(String framework, Path folder) {
        Path target = Path.of(Artifacts.property("company-servers.dir"), "osgi", "target");
        return ServerProcess.builder()
                .main(
                        "com.example.osgi.OsgiServer",
                        target.resolve("test-server-osgi-0.1.0-SNAPSHOT.jar").toString(),
                        target.resolve(framework).resolve("*").toString())
                .arguments(
                        folder.toString(), app("sdk2-jetty12").toString(), "com.example.jetty.JettyServer", "port=0");
    }

    private static Path app(String server) {
        return Path.of(Artifacts.property("servers.dir"), server, "target", "app-linked");
    }

    private static String copied(Path jar, Path module) {
        String name = jar.getFileName().toString();
        try {
            Files.copy(jar, module.resolve(name));
        } catch (IOException e) {
            throw new IllegalStateException("The module has no " + name, e);
        }
        return name;
    }
}
