package io.mcpoauth2.bridge;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Links the call that is woven into a server's class to the door's own code, which sees that server's types. */
public final class DoorSite {
    private DoorSite() {}

    /**
     * Bootstrap method of the woven instruction. Throwing keeps the woven method from running.
     *
     * @param adviceClass name of the class that holds the method
     */
    public static CallSite link(MethodHandles.Lookup caller, String method, MethodType type, String adviceClass)
            throws ReflectiveOperationException {
        return new ConstantCallSite(Installation.runtime().doorMethod(caller, adviceClass, method, type));
    }
}
