package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.http.content.OutgoingContent;
import io.ktor.server.application.PipelineCall;
import io.ktor.server.engine.BaseApplicationResponse;
import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Admissions;
import org.jspecify.annotations.Nullable;

/** The calls whose responses' heads somebody wants to see. */
final class ObservedCalls {
    private static final Admissions ADMITTED = new Admissions();

    private ObservedCalls() {}

    static void add(PipelineCall call, Admission admission) {
        if (admission.isObserved()) {
            ADMITTED.put(call, admission);
        }
    }

    static void responding(BaseApplicationResponse response, OutgoingContent content) {
        @Nullable Admission admission = ADMITTED.find(response.getCall());
        if (admission != null) {
            admission.responding(new KtorResponseHead(response, content));
        }
    }
}
