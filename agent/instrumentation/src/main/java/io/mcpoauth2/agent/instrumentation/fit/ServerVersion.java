package io.mcpoauth2.agent.instrumentation.fit;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** Reads a server's name and version from the manifest of the jar that holds one of its classes. */
public final class ServerVersion {
    private ServerVersion() {}

    /**
     * @param type binary name of the class
     * @return such as "tomcat-embed-core 9.0.111 (…/tomcat-embed-core-9.0.111.jar)"; the class's name if there is no more
     */
    public static String of(String type, ClassLoader loader) {
        URL classFile = loader.getResource(type.replace('.', '/') + ".class");
        if (classFile == null) {
            return "the server of " + type;
        }
        String place = classFile.toString();
        String root = place.substring(0, place.length() - type.length() - ".class".length());
        try (InputStream in = URI.create(root + "META-INF/MANIFEST.MF").toURL().openStream()) {
            Attributes manifest = new Manifest(in).getMainAttributes();
            String name = first(manifest, "Bundle-Name", "Implementation-Title", type);
            return name + ' ' + first(manifest, "Bundle-Version", "Implementation-Version", "of unknown version");
        } catch (IOException | IllegalArgumentException e) {
            return "the server of " + type + " in " + root;
        }
    }

    private static String first(Attributes manifest, String one, String other, String otherwise) {
        String value = manifest.getValue(one);
        if (value == null) {
            value = manifest.getValue(other);
        }
        return value == null ? otherwise : value;
    }
}
