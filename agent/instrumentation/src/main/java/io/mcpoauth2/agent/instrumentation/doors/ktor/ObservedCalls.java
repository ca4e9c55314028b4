package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.http.content.OutgoingContent;
import io.ktor.server.application.PipelineCall;
import io.ktor.server.engine.BaseApplicationResponse;
import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Admissions;
import org.jspecify.annotations.Nullable;

/** The calls whose responses somebody wants to see. */
final class ObservedCalls {
    private static final Admissions ADMITTED = new Admissions();

    /** Whether anybody ever wanted to see a body, which each response asks. */
    private static volatile boolean shows;

    private ObservedCalls() {}

    static void add(PipelineCall call, Admission admission) {
        if (admission.isObserved()) {
            ADMITTED.put(call, admission);
            if (admission.isBodyObserved()) {
                shows = true;
            }
        }
    }

    static void responding(BaseApplicationResponse response, OutgoingContent content) {
        @Nullable Admission admission = ADMITTED.find(response.getCall());
        if (admission != null) {
            admission.responding(new KtorResponseHead(response, content));
        }
    }

    /** What is to be sent instead: the same, which shows itself. Of what is a file's, or another channel's, nothing is seen. */
    static OutgoingContent shown(BaseApplicationResponse response, OutgoingContent content) {
        @Nullable Admission admission = shows ? ADMITTED.find(response.getCall()) : null;
        if (admission == null || !admission.isBodyObserved() || response.isCommitted()) {
            return content;
        }
        if (content instanceof OutgoingContent.ByteArrayContent bytes) {
            return new ShownBytes(bytes, response, admission);
        }
        return content instanceof OutgoingContent.WriteChannelContent writing
                ? new ShownWriting(writing, admission)
                : content;
    }
}
