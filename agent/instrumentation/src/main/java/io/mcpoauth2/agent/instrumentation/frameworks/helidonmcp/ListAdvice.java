package io.mcpoauth2.agent.instrumentation.frameworks.helidonmcp;

import io.helidon.json.JsonObject;
import net.bytebuddy.asm.Advice;

/** On the methods that write a page of a list. */
public final class ListAdvice {
    private ListAdvice() {}

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(inline = false)
    public static JsonObject exit(@Advice.Return JsonObject answer) {
        return JsonLists.asShown(answer);
    }
}
