package io.mcpoauth2.testapps.process.canary;

import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.process.Artifacts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.agent.ByteBuddyAgent;

/** The jar of the agent that transforms classes of servers, {@code com.example.server.OtherAgent}. */
public final class OtherAgents {
    private static final String AGENT = "com.example.server.OtherAgent";

    private OtherAgents() {}

    /** Packs the jar into a folder and returns its path. */
    public static Path jar(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", AGENT);
        attributes.putValue("Agent-Class", AGENT);
        attributes.putValue("Can-Retransform-Classes", "true");
        attributes.putValue("Can-Redefine-Classes", "true");
        String file = AGENT.replace('.', '/') + ".class";
        Path classes = Path.of(Artifacts.property("servers.dir"), "common/target/classes");
        Path jar = folder.resolve("other-agent.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            entries.putNextEntry(new JarEntry(file));
            Files.copy(classes.resolve(file), entries);
        }
        return jar;
    }

    /** Has the agent do something to a class of a running server, and returns when it is done. */
    public static void attach(ServerProcess server, Path jar, String what, String type) {
        ByteBuddyAgent.attach(jar.toFile(), Long.toString(server.pid()), what + '=' + type);
    }
}
