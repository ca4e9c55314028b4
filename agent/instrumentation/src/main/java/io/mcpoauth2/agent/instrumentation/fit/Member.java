package io.mcpoauth2.agent.instrumentation.fit;

import net.bytebuddy.jar.asm.Type;

/**
 * A method or field that a door's own classes name.
 *
 * @param owner internal name of the class it is asked of
 * @param descriptor JVMS §4.3; that of a field has no parenthesis
 */
record Member(String owner, String name, String descriptor) {
    /** How a shape lists it. */
    String key() {
        return name + ' ' + descriptor;
    }

    /** For a message: with the type, as another one of the same name may be there. */
    @Override
    public String toString() {
        String qualified = owner.replace('/', '.') + '.' + name;
        return descriptor.startsWith("(")
                ? qualified + "() of type " + Type.getReturnType(descriptor).getClassName()
                : qualified + " of type " + Type.getType(descriptor).getClassName();
    }
}
