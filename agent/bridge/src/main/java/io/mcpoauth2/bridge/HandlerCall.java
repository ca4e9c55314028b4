package io.mcpoauth2.bridge;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * What stands in place of an MCP framework's calls of functions that an application has registered as handlers: the guard of
 * a handler that is no method of its own.
 */
public final class HandlerCall {
    private static final MethodHandle INVOKE;

    static {
        try {
            INVOKE = MethodHandles.lookup()
                    .findVirtual(HandlerCall.class, "invoke", MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final Sites AT_ONCE = new Sites(false);
    private static final Sites DEFERRED = new Sites(true);

    private final MethodHandle target;
    private final Sites sites;
    private final String own;

    private HandlerCall(MethodHandle target, Sites sites, String own) {
        this.target = target;
        this.sites = sites;
        this.own = own;
    }

    /**
     * Bootstrap method of the woven instruction.
     *
     * @param method of the function's interface, which is the first parameter of {@code type}
     * @param deferred 1 where the function returns what goes on later, else 0
     * @param own how the names of functions begin by which the framework calls another of the application's; empty if there
     *     are none
     */
    public static CallSite link(MethodHandles.Lookup caller, String method, MethodType type, int deferred, String own)
            throws ReflectiveOperationException {
        int arguments = type.parameterCount();
        MethodHandle target = caller.findVirtual(type.parameterType(0), method, type.dropParameterTypes(0, 1))
                .asType(type.generic())
                .asSpreader(Object[].class, arguments);
        HandlerCall call = new HandlerCall(target, deferred == 0 ? AT_ONCE : DEFERRED, own);
        return new ConstantCallSite(
                INVOKE.bindTo(call).asCollector(Object[].class, arguments).asType(type));
    }

    @SuppressWarnings("UnusedMethod") // Called through its handle.
    private @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
        Object function = arguments[0];
        if (function == null || isOwn(function.getClass().getName())) {
            return (Object) target.invokeExact(arguments);
        }
        Object entered = Guard.enter(sites.get(function.getClass()), () -> body(arguments));
        return entered == null ? (Object) target.invokeExact(arguments) : Guard.result(entered);
    }

    private boolean isOwn(String name) {
        return !own.isEmpty() && name.startsWith(own);
    }

    private @Nullable Object body(@Nullable Object[] arguments) throws Exception {
        try {
            return (Object) target.invokeExact(arguments);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    /** One site for the class of each function, kept by the class itself. */
    private static final class Sites extends ClassValue<HandlerSite> {
        private final boolean deferred;

        Sites(boolean deferred) {
            this.deferred = deferred;
        }

        @Override
        protected HandlerSite computeValue(Class<?> function) {
            return HandlerSite.ofFunction(function, deferred);
        }
    }
}
