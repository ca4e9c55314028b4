package io.mcpoauth2.agent.instrumentation.handler;

import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Finds the suspend functions of a class that Kotlin's compiler has made state machines of, and the class of each one's
 * state: such a function is called again, with its state as its continuation, whenever it is resumed.
 */
final class SuspendFunctions extends ClassVisitor {
    private static final String CONTINUATION = "Lkotlin/coroutines/Continuation;";

    private static final String BODY = "$suspendImpl";

    private final Map<String, String> states = new HashMap<>();
    private String owner = "";

    private SuspendFunctions() {
        super(Opcodes.ASM9);
    }

    /**
     * The function whose body a method has: the compiler gives that of an open function to a static method, which is what is
     * called again.
     *
     * @return the key of the function, or of the method itself
     */
    static String keyOf(String name, String descriptor, String owner) {
        String instance = "(L" + owner + ';';
        return name.endsWith(BODY) && descriptor.startsWith(instance)
                ? name.substring(0, name.length() - BODY.length()) + '(' + descriptor.substring(instance.length())
                : name + descriptor;
    }

    /** The internal names of states, by their functions' names and descriptors. */
    static Map<String, String> states(ClassReader reader) {
        SuspendFunctions functions = new SuspendFunctions();
        reader.accept(functions, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return functions.states;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        owner = name;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        Type[] arguments = Type.getArgumentTypes(descriptor);
        return arguments.length > 0
                        && arguments[arguments.length - 1].getDescriptor().equals(CONTINUATION)
                ? new StateFinder(name + descriptor)
                : null;
    }

    /** The first thing that such a function does is to ask whether its continuation is a state of its own. */
    private final class StateFinder extends MethodVisitor {
        private final String key;

        StateFinder(String key) {
            super(Opcodes.ASM9);
            this.key = key;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == Opcodes.INSTANCEOF && type.startsWith(owner + '$')) {
                states.putIfAbsent(key, type);
            }
        }
    }
}
