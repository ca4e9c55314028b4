package io.mcpoauth2.agent.instrumentation.context.vertx;

import io.mcpoauth2.agent.instrumentation.context.callback.CausedCallback;
import io.vertx.core.Future;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * On {@code FutureImpl.addListener}, which all that is registered with a future passes. Vert.x calls it as the context of the
 * future, or on the thread that completes it.
 */
public final class ListenerAdvice {
    /** Has another name in Vert.x 5. */
    private static final Class<?> LISTENER = find();

    private ListenerAdvice() {}

    @Advice.AssignReturned.ToArguments(@ToArgument(value = 0, typing = Assigner.Typing.DYNAMIC))
    @Advice.OnMethodEnter(inline = false)
    public static @Nullable Object enter(@Advice.Argument(0) @Nullable Object listener) {
        return CausedCallback.of(listener, LISTENER);
    }

    private static Class<?> find() {
        ClassLoader loader = Future.class.getClassLoader();
        try {
            return Class.forName("io.vertx.core.Completable", false, loader);
        } catch (ClassNotFoundException before5) {
            try {
                return Class.forName("io.vertx.core.impl.future.Listener", false, loader);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("mcp-oauth2-agent: this Vert.x has other futures", e);
            }
        }
    }
}
