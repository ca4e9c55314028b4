package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import io.mcpoauth2.agent.instrumentation.TypeInstrumentation;
import io.mcpoauth2.agent.instrumentation.TypeInstrumentation.MethodWeaving;
import java.util.List;

/**
 * Reactor Netty 1.1 to 1.3: the observer that calls the handler of an {@code HttpServer}, whatever protocol a request came
 * by; and the two places where the event loop runs code of a request that its Context belongs to.
 */
public final class ReactorNettyInstrumentation {
    private static final String HERE = "io.mcpoauth2.agent.instrumentation.doors.reactornetty.";

    private ReactorNettyInstrumentation() {}

    public static List<TypeInstrumentation> types() {
        return List.of(
                new TypeInstrumentation(
                        "reactor.netty.http.server.HttpServer$HttpServerHandle",
                        "Reactor Netty door",
                        true,
                        List.of(new MethodWeaving(
                                "onStateChange",
                                List.of("reactor.netty.Connection", "reactor.netty.ConnectionObserver$State"),
                                HERE + "HandleAdvice",
                                true))),
                new TypeInstrumentation(
                        "reactor.netty.channel.FluxReceive",
                        "Reactor Netty body",
                        false,
                        List.of(new MethodWeaving(
                                "subscribe", List.of("reactor.core.CoreSubscriber"), HERE + "ReceiveAdvice", true))),
                new TypeInstrumentation(
                        "reactor.netty.http.server.HttpServerOperations",
                        "Reactor Netty response head",
                        false,
                        List.of(new MethodWeaving(
                                "beforeMarkSentHeaders", List.of(), HERE + "ResponseHeadAdvice", true))),
                new TypeInstrumentation(
                        "reactor.netty.channel.MonoSendMany$SendManyInner",
                        "Reactor Netty response",
                        false,
                        List.of(new MethodWeaving("run", List.of(), HERE + "SendAdvice", true))));
    }
}
