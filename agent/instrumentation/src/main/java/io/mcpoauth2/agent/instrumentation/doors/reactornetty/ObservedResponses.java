package io.mcpoauth2.agent.instrumentation.doors.reactornetty;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Admissions;
import io.mcpoauth2.agent.instrumentation.context.netty.NettyResponseHead;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerResponse;

/** The responses whose heads somebody wants to see. */
final class ObservedResponses {
    private static final Admissions ADMITTED = new Admissions();

    private ObservedResponses() {}

    static void add(HttpServerResponse response, Admission admission) {
        if (admission.isObserved()) {
            ADMITTED.put(response, admission);
        }
    }

    static void responding(HttpServerResponse response) {
        @Nullable Admission admission = ADMITTED.find(response);
        if (admission != null && !response.hasSentHeaders()) {
            admission.responding(new NettyResponseHead(response.status().code(), response.responseHeaders()));
        }
    }
}
