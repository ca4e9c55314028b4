package io.mcpoauth2.agent.instrumentation.context.quarkussecurity;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import net.bytebuddy.asm.Advice;

/** On {@code HttpAuthenticator.attemptAuthentication(RoutingContext)}, which runs in the request's own context. */
public final class AuthenticationAdvice {
    private AuthenticationAdvice() {}

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static Uni<SecurityIdentity> exit(@Advice.Return Uni<SecurityIdentity> found) {
        return CallerIdentity.insteadOfNobody(found);
    }
}
