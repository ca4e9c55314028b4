package io.mcpoauth2.agent.instrumentation;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** One method as a class file declares it; constructors and static initialisers are none. */
record ClassMethod(int access, String name, String descriptor) {
    /** The methods of a class, without reading their code. */
    static List<ClassMethod> of(ClassReader reader) {
        List<ClassMethod> methods = new ArrayList<>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        if (!name.startsWith("<")) {
                            methods.add(new ClassMethod(access, name, descriptor));
                        }
                        return null;
                    }
                },
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return methods;
    }

    /** Tells it from all others of its class. */
    String key() {
        return name + descriptor;
    }

    boolean isNative() {
        return (access & Opcodes.ACC_NATIVE) != 0;
    }

    boolean isStatic() {
        return (access & Opcodes.ACC_STATIC) != 0;
    }

    /**
     * Whether its first parameters have these types.
     *
     * @param types binary names
     */
    boolean begins(List<String> types) {
        Type[] declared = Type.getArgumentTypes(descriptor);
        if (declared.length < types.size()) {
            return false;
        }
        for (int i = 0; i < types.size(); i++) {
            if (!declared[i].getClassName().equals(types.get(i))) {
                return false;
            }
        }
        return true;
    }
}
