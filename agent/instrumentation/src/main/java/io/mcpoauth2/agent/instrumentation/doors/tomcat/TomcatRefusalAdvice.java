package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.bridge.Skip;
import java.io.IOException;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;
import org.apache.catalina.connector.CoyoteAdapter;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;
import org.apache.coyote.Response;

/**
 * On {@code CoyoteAdapter.service(Request, Response)} of a Tomcat that the door does not fit: answers instead.
 *
 * <p>Uses what Tomcat 8.5 and 9 have, too: nothing of {@code jakarta.servlet}, and no other class of this door.
 */
public final class TomcatRefusalAdvice {
    private TomcatRefusalAdvice() {}

    @Advice.OnMethodEnter(inline = false, skipOn = Skip.class)
    public static Object enter(
            @Advice.This CoyoteAdapter adapter,
            @Advice.Argument(0) Request request,
            @Advice.Argument(1) Response response)
            throws IOException {
        HttpReply reply = Doors.withoutDoor();
        response.setStatus(reply.status());
        for (HttpReply.Header header : reply.headers()) {
            if (header.name().equalsIgnoreCase("Content-Type")) {
                response.setContentType(header.value());
            } else {
                response.addHeader(header.name(), header.value());
            }
        }
        response.setContentLength(reply.body().length);
        response.doWrite(ByteBuffer.wrap(reply.body()));
        response.action(ActionCode.CLOSE, null);
        adapter.log(request, response, 0);
        return Skip.BODY;
    }
}
