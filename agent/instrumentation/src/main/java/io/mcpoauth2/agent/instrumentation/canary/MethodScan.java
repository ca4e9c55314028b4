package io.mcpoauth2.agent.instrumentation.canary;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import io.mcpoauth2.agent.instrumentation.canary.ProvenMethods.WovenMethod;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Collects the methods of a class file that weavings mean. Apart, so that a JVM without a server loads no ASM. */
final class MethodScan extends ClassVisitor {
    private static final int NOT_CALLABLE = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;

    private final List<MethodWeaving> wanted;
    private final List<WovenMethod> methods = new ArrayList<>();

    private MethodScan(List<MethodWeaving> wanted) {
        super(Opcodes.ASM9);
        this.wanted = wanted;
    }

    static List<WovenMethod> of(List<MethodWeaving> wanted, byte[] classFile) {
        MethodScan scan = new MethodScan(wanted);
        new ClassReader(classFile)
                .accept(scan, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return scan.methods;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        if ((access & NOT_CALLABLE) != 0) {
            return null;
        }
        for (MethodWeaving weaving : wanted) {
            if (matches(weaving, name, descriptor)) {
                methods.add(new WovenMethod(name, descriptor, (access & Opcodes.ACC_STATIC) != 0));
                return null;
            }
        }
        return null;
    }

    private static boolean matches(MethodWeaving weaving, String name, String descriptor) {
        if (!weaving.method().equals(name) || name.equals("<init>")) {
            return false; // There is no object to send to a constructor.
        }
        Type[] declared = Type.getArgumentTypes(descriptor);
        List<String> wanted = weaving.parameters();
        if (declared.length < wanted.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!declared[i].getClassName().equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }
}
