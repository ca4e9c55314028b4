import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;

/**
 * Makes of the doors that name {@code jakarta.servlet} a second form each that names {@code javax.servlet}: the two packages
 * differ in nothing that a door uses but their names. {@code io.mcpoauth2.agent.instrumentation.JavaxTwin} knows them.
 *
 * <p>Argument: the folder of the compiled classes, to which the others are added.
 */
public final class JavaxTwins {
    private static final String HERE = "io/mcpoauth2/agent/instrumentation/";
    private static final List<String> PACKAGES = List.of("doors/servlet/", "doors/tomcat/", "context/servlet/");

    private JavaxTwins() {}

    public static void main(String[] arguments) throws IOException {
        Path here = Path.of(arguments[0]).resolve(HERE);
        for (String one : PACKAGES) {
            Path target = Files.createDirectories(here.resolve(twin(one)));
            try (Stream<Path> classes = Files.list(here.resolve(one))) {
                for (Path file : classes.filter(JavaxTwins::isWanted).toList()) {
                    ClassWriter twin = new ClassWriter(0);
                    new ClassReader(Files.readAllBytes(file)).accept(new ClassRemapper(twin, new Renaming()), 0);
                    Files.write(target.resolve(file.getFileName()), twin.toByteArray());
                }
            }
        }
    }

    private static String twin(String name) {
        return name.replaceFirst("/", "/javax");
    }

    /** What only says in words where advice goes is not needed twice. */
    private static boolean isWanted(Path file) {
        return !file.getFileName().toString().matches(".*(Instrumentation|package-info)\\.class");
    }

    private static final class Renaming extends Remapper {
        private Renaming() {
            super(Opcodes.ASM9);
        }

        @Override
        public String map(String internalName) {
            for (String one : PACKAGES) {
                if (internalName.startsWith(HERE + one)) {
                    return HERE + twin(internalName.substring(HERE.length()));
                }
            }
            return internalName.startsWith("jakarta/servlet/")
                    ? "javax" + internalName.substring("jakarta".length())
                    : internalName;
        }

        /** Names of request attributes, whole or to be completed. */
        @Override
        public Object mapValue(Object value) {
            return value instanceof String text
                    ? text.replace("jakarta.servlet.", "javax.servlet.")
                    : super.mapValue(value);
        }
    }
}
