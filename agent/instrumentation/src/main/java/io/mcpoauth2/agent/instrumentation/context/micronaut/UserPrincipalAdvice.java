package io.mcpoauth2.agent.instrumentation.context.micronaut;

import io.mcpoauth2.bridge.CallerPrincipal;
import io.mcpoauth2.bridge.Carrier;
import io.micronaut.http.HttpRequest;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** On {@code handleNormal(NettyHttpRequest)}: a user whom the application makes out takes the place of this one. */
public final class UserPrincipalAdvice {
    private UserPrincipalAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(@Advice.Argument(0) HttpRequest<?> request) {
        @Nullable CallerPrincipal caller = CallerPrincipal.of(Carrier.current());
        if (caller != null) {
            request.setUserPrincipal(caller);
        }
    }
}
