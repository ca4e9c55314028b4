package io.mcpoauth2.agent.instrumentation.doors.helidonhttp2;

import io.helidon.http.http2.Http2Settings;
import io.helidon.http.http2.Http2Stream;
import io.helidon.http.http2.Http2StreamWriter;
import io.helidon.webserver.http.HttpRouting;
import io.mcpoauth2.agent.instrumentation.door.Canary;
import io.mcpoauth2.agent.instrumentation.door.Served;
import java.util.concurrent.atomic.AtomicReference;
import net.bytebuddy.asm.Advice;

/** On {@code Http2ServerStream.run()}, which serves one stream by a thread of its own. */
public final class StreamAdvice {
    private StreamAdvice() {}

    @Advice.OnMethodEnter(inline = false)
    public static void enter(
            @Advice.This Http2Stream stream,
            @Advice.FieldValue("routing") HttpRouting routing,
            @Advice.FieldValue("writer") Http2StreamWriter writer,
            @Advice.FieldValue("clientSettings") Http2Settings settings,
            @Advice.FieldValue("writeState") AtomicReference<?> written) {
        Canary.stop(stream);
        HelidonStream.requireRouting(routing);
        new HelidonStream(stream, writer, settings, written).enter();
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    public static void exit() {
        Served.leave();
    }
}
