package io.mcpoauth2.agent.instrumentation.doors.ktor;

import io.ktor.http.content.OutgoingContent;
import io.ktor.server.application.PipelineCall;
import io.ktor.server.engine.BaseApplicationResponse;
import io.mcpoauth2.agent.door.Admission;
import io.mcpoauth2.agent.door.Admissions;
import io.mcpoauth2.agent.door.WrittenLists;
import org.jspecify.annotations.Nullable;

/** The calls whose responses somebody wants to see, or to change. */
final class ObservedCalls {
    private static final Admissions ADMITTED = new Admissions();

    /** Whether anybody ever wanted to see a body, or asked for lists, which each response asks. */
    private static volatile boolean shows;

    private ObservedCalls() {}

    static void add(PipelineCall call, Admission admission) {
        boolean shown = admission.isBodyObserved() || admission.askedLists() != null;
        if (admission.isObserved() || shown) {
            ADMITTED.put(call, admission);
            if (shown) {
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

    /**
     * What is to be sent instead: the same, which shows itself, or another that may be lists as the caller is shown them. Of
     * what is a file's, or another channel's, nothing is seen.
     */
    static OutgoingContent shown(BaseApplicationResponse response, OutgoingContent content) {
        @Nullable Admission admission = shows ? ADMITTED.find(response.getCall()) : null;
        if (admission == null || response.isCommitted()) {
            return content;
        }
        @Nullable WrittenLists lists = lists(admission, new KtorResponseHead(response, content));
        if (lists == null && !admission.isBodyObserved()) {
            return content;
        }
        if (content instanceof OutgoingContent.ByteArrayContent bytes) {
            return new ShownBytes(bytes, response, admission, lists);
        }
        return content instanceof OutgoingContent.WriteChannelContent writing
                ? new ShownWriting(writing, admission, lists)
                : content;
    }

    /** Null where there can be none. A length that is written as a header, instead of a content's, cannot be taken away. */
    private static @Nullable WrittenLists lists(Admission admission, KtorResponseHead head) {
        @Nullable WrittenLists asked = admission.askedLists();
        return asked != null
                        && asked.mayBeIn(head)
                        && head.headers("Content-Length").isEmpty()
                ? asked
                : null;
    }
}
