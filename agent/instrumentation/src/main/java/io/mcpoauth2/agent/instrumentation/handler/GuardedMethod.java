package io.mcpoauth2.agent.instrumentation.handler;

import io.mcpoauth2.bridge.Guard;
import io.mcpoauth2.bridge.HandlerSite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Writes the guard at the beginning of one method. As source it would read:
 *
 * <pre>{@code
 * user = (AuthenticatedUser) Guard.user(SITE);               // for each parameter of that type
 * Object entered = Guard.enter(SITE, () -> thisMethod(...)); // throws, or runs the body inside the user's binding
 * if (entered != null) return (T) Guard.result(entered);
 * ...the body
 * }</pre>
 *
 * <p>A suspend function of Kotlin's that is being resumed begins by {@link Guard#resume} instead and assigns no user:
 *
 * <pre>{@code
 * if (continuation instanceof State && ((State) continuation).label < 0) { // as the function itself asks
 *     Object entered = Guard.resume(SITE, () -> thisMethod(...));
 *     ...
 * }
 * }</pre>
 *
 * <p>The lambda calls exactly this method (invokespecial or invokestatic), not an override. A frame is needed only where
 * the body begins, and there it equals the method's initial one.
 */
final class GuardedMethod extends MethodVisitor {
    /**
     * The method that is guarded.
     *
     * @param state the class of a suspend function's state, by its internal name; null of any other method
     */
    record Handler(
            String owner,
            boolean ownerIsInterface,
            boolean isStatic,
            String name,
            String descriptor,
            HandlerRule rule,
            @Nullable String state) {}

    private static final String GUARD = Type.getInternalName(Guard.class);
    private static final String SITE = Type.getDescriptor(HandlerSite.class);
    private static final String USER = "io/mcpoauth2/AuthenticatedUser";

    private static final Handle LINK_SITE = new Handle(
            Opcodes.H_INVOKESTATIC,
            Type.getInternalName(HandlerSite.class),
            "link",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;ILjava/lang/String;"
                    + "Ljava/lang/String;Ljava/lang/String;)"
                    + "Ljava/lang/invoke/CallSite;",
            false);
    private static final Handle METAFACTORY = new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/LambdaMetafactory",
            "metafactory",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
                    + "Ljava/lang/invoke/CallSite;",
            false);

    private final Handler handler;
    private final Type returned;
    private final List<Type> arguments;

    GuardedMethod(MethodVisitor next, Handler handler) {
        super(Opcodes.ASM9, next);
        this.handler = handler;
        this.returned = Type.getReturnType(handler.descriptor());
        this.arguments = arguments(handler);
    }

    /** Everything the method finds in its local variables, {@code this} included. */
    private static List<Type> arguments(Handler handler) {
        List<Type> arguments = new ArrayList<>();
        if (!handler.isStatic()) {
            arguments.add(Type.getObjectType(handler.owner()));
        }
        arguments.addAll(List.of(Type.getArgumentTypes(handler.descriptor())));
        return arguments;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        Label body = new Label();
        String state = handler.state();
        if (state != null) {
            Label first = new Label();
            skipUnlessResumed(state, first);
            loadSite();
            loadBody(false);
            enter("resume", body);
            visitLabel(first);
            visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        }
        assignUserParameters();
        loadSite();
        boolean isVoid = returned.getSort() == Type.VOID;
        loadBody(isVoid);
        if (isVoid) {
            enterVoid(body);
        } else {
            enter("enter", body);
        }
        beginBody(body);
    }

    /** The sign of a state's label is set by what resumes the function, and taken away again by the function itself. */
    private void skipUnlessResumed(String state, Label first) {
        int continuation = slotBehindArguments() - 1;
        visitVarInsn(Opcodes.ALOAD, continuation);
        visitTypeInsn(Opcodes.INSTANCEOF, state);
        visitJumpInsn(Opcodes.IFEQ, first);
        visitVarInsn(Opcodes.ALOAD, continuation);
        visitTypeInsn(Opcodes.CHECKCAST, state);
        visitFieldInsn(Opcodes.GETFIELD, state, "label", "I");
        visitJumpInsn(Opcodes.IFGE, first);
    }

    private void assignUserParameters() {
        int slot = 0;
        int first = handler.isStatic() ? 0 : 1;
        for (int i = 0; i < arguments.size(); i++) {
            Type argument = arguments.get(i);
            if (i >= first
                    && argument.getSort() == Type.OBJECT
                    && argument.getInternalName().equals(USER)) {
                loadSite();
                visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "user", "(" + SITE + ")Ljava/lang/Object;", false);
                visitTypeInsn(Opcodes.CHECKCAST, USER);
                visitVarInsn(Opcodes.ASTORE, slot);
            }
            slot += argument.getSize();
        }
    }

    private void loadSite() {
        visitInvokeDynamicInsn(
                "site",
                "()" + SITE,
                LINK_SITE,
                handler.owner().replace('/', '.') + "." + handler.name(),
                String.join(" ", handler.rule().scopes()),
                String.join("\n", handler.rule().roles()),
                handler.rule().preset() ? 1 : 0,
                returned.getClassName(),
                handler.rule().operation().method(),
                handler.rule().operation().target());
    }

    private void loadBody(boolean isVoid) {
        StringBuilder captured = new StringBuilder("(");
        int slot = 0;
        for (Type argument : arguments) {
            visitVarInsn(argument.getOpcode(Opcodes.ILOAD), slot);
            captured.append(argument.getDescriptor());
            slot += argument.getSize();
        }
        captured.append(')').append(Type.getDescriptor(isVoid ? Guard.VoidBody.class : Callable.class));
        Type body = Type.getMethodType(isVoid ? "()V" : "()Ljava/lang/Object;");
        Handle self = new Handle(
                handler.isStatic() ? Opcodes.H_INVOKESTATIC : Opcodes.H_INVOKESPECIAL,
                handler.owner(),
                handler.name(),
                handler.descriptor(),
                handler.ownerIsInterface());
        visitInvokeDynamicInsn("call", captured.toString(), METAFACTORY, body, self, body);
    }

    private void enterVoid(Label body) {
        visitMethodInsn(
                Opcodes.INVOKESTATIC,
                GUARD,
                "enterVoid",
                "(" + SITE + Type.getDescriptor(Guard.VoidBody.class) + ")Z",
                false);
        visitJumpInsn(Opcodes.IFEQ, body);
        visitInsn(Opcodes.RETURN);
    }

    private void enter(String way, Label body) {
        visitMethodInsn(
                Opcodes.INVOKESTATIC,
                GUARD,
                way,
                "(" + SITE + Type.getDescriptor(Callable.class) + ")Ljava/lang/Object;",
                false);
        // Free here, and whatever the body keeps there it assigns first.
        int entered = slotBehindArguments();
        visitVarInsn(Opcodes.ASTORE, entered);
        visitVarInsn(Opcodes.ALOAD, entered);
        visitJumpInsn(Opcodes.IFNULL, body);
        visitVarInsn(Opcodes.ALOAD, entered);
        visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "result", "(Ljava/lang/Object;)Ljava/lang/Object;", false);
        Primitives.unboxOrCast(this, returned);
        visitInsn(returned.getOpcode(Opcodes.IRETURN));
    }

    private int slotBehindArguments() {
        int slot = 0;
        for (Type argument : arguments) {
            slot += argument.getSize();
        }
        return slot;
    }

    private void beginBody(Label body) {
        visitLabel(body);
        visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        // The body may begin with a frame of its own (a loop), and two frames must not share an instruction.
        visitInsn(Opcodes.NOP);
    }
}
