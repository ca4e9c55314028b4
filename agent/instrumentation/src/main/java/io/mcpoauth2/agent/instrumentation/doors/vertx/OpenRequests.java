package io.mcpoauth2.agent.instrumentation.doors.vertx;

import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Admissions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** The requests that have been let pass, until their responses end: Vert.x has one handler for that, the application's. */
final class OpenRequests {
    private static final Admissions ADMITTED = new Admissions();

    private OpenRequests() {}

    static void begin(HttpServerRequest request, Admission admission) {
        if (!admission.isNobodys()) {
            ADMITTED.put(request, admission);
        }
        if (admission.isObserved()) {
            ADMITTED.put(request.response(), admission);
        }
    }

    /** The response's headers are about to be sent. */
    static void responding(HttpServerResponse response) {
        Admission admission = ADMITTED.find(response);
        if (admission != null) {
            admission.responding(new VertxResponseHead(response));
        }
    }

    /**
     * A WebSocket goes on with its connection when the request that has opened it ends: what it brings is handled in contexts
     * that come from the request's own, and so as its caller.
     */
    static void end(@Nullable Object request) {
        Admission admission = request == null ? null : ADMITTED.find(request);
        if (admission == null) {
            return;
        }
        if (request instanceof HttpServerRequest opening
                && opening.response().getStatusCode() == VertxRequest.SWITCHING_PROTOCOLS) {
            admission.endUpgraded(new UpgradedConnection(VertxRequest.channelOf(opening)));
        } else {
            admission.end();
        }
    }
}
