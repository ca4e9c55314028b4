package io.mcpoauth2.agent.instrumentation.doors.tomcat;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.apache.coyote.Request;

/** How long a request has taken, as this Tomcat's access logs want it: in nanoseconds, before Tomcat 10 in milliseconds. */
final class RequestTime {
    private static final MethodType TIME = MethodType.methodType(long.class);
    private static final boolean NANOS = hasNanos();
    private static final MethodHandle START = start(NANOS ? "getStartTimeNanos" : "getStartTime");

    private RequestTime() {}

    static long sinceStart(Request request) {
        try {
            long start = (long) START.invokeExact(request);
            return (NANOS ? System.nanoTime() : System.currentTimeMillis()) - start;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // It declares none.
        }
    }

    private static boolean hasNanos() {
        try {
            MethodHandles.publicLookup().findVirtual(Request.class, "getStartTimeNanos", TIME);
            return true;
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return false;
        }
    }

    private static MethodHandle start(String method) {
        try {
            return MethodHandles.publicLookup().findVirtual(Request.class, method, TIME);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException("mcp-oauth2-agent: this Tomcat does not tell when a request began", e);
        }
    }
}
