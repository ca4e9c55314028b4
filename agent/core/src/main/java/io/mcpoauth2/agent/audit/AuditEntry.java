package io.mcpoauth2.agent.audit;

import io.mcpoauth2.agent.judgement.Judgement;
import java.time.Instant;
import java.util.Map;

/** One thing that an audit tells. */
sealed interface AuditEntry {
    Instant at();

    /** What was decided about a request. */
    record Decided(Instant at, Judgement judgement, long nanos) implements AuditEntry {}

    /**
     * A guarded handler has run.
     *
     * @param request the name that its decision has, too; empty if it has none
     * @param failure the class of what it threw; empty if it returned
     */
    record Ended(Instant at, String handler, String request, Map<String, Object> user, String failure, long nanos)
            implements AuditEntry {
        /** Nothing of the user. */
        @Override
        public String toString() {
            return "Ended[" + handler + "]";
        }
    }

    /** So many others could not be written. */
    record Lost(Instant at, long count) implements AuditEntry {}
}
