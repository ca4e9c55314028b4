package io.mcpoauth2.agent.instrumentation.fit;

import net.bytebuddy.jar.asm.Type;

/**
 * A method or field that a door's own classes name.
 *
 * <p>No record: the first use of one's methods costs tens of milliseconds, and this is on the way of a server's start.
 */
final class Member {
    private final String owner;
    private final String key;

    /**
     * @param owner internal name of the class it is asked of
     * @param descriptor JVMS §4.3; that of a field has no parenthesis
     */
    Member(String owner, String name, String descriptor) {
        this.owner = owner;
        this.key = ClassFile.key(name, descriptor);
    }

    String owner() {
        return owner;
    }

    /** How a class file lists it. */
    String key() {
        return key;
    }

    /** For a message: with the type, as another one of the same name may be there. */
    @Override
    public String toString() {
        String name = key.substring(0, key.indexOf(' '));
        String descriptor = key.substring(key.indexOf(' ') + 1);
        String qualified = owner.replace('/', '.') + '.' + name;
        return descriptor.startsWith("(")
                ? qualified + "() of type " + Type.getReturnType(descriptor).getClassName()
                : qualified + " of type " + Type.getType(descriptor).getClassName();
    }
}
