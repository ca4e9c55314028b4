package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.bridge.Skip;
import net.bytebuddy.asm.Advice;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;

/**
 * On {@code CoyoteAdapter.postParseRequest}, after which the first valve runs: judges the request as it was sent, and again
 * when a valve has rewritten it, which comes here by {@code Adapter.prepare}.
 */
public final class TomcatParsedAdvice {
    private TomcatParsedAdvice() {}

    @Advice.AssignReturned.AsScalar(skipOnDefaultValue = false) // False is what refuses.
    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static boolean exit(
            @Advice.Return boolean parsed, @Advice.Argument(1) Request request, @Advice.Argument(3) Response response) {
        if (!parsed) {
            return false; // Tomcat has answered.
        }
        TomcatExchange exchange = new TomcatExchange(request, response);
        boolean first = exchange.remembered() == null;
        boolean refused = Doors.installed().enter(exchange) == Skip.BODY;
        if (refused && first) {
            exchange.logAccess(); // Tomcat logs what its valves were called for only.
        }
        return !refused;
    }
}
