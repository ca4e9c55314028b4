package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.judgement.Reason;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Judges requests of pages, whose origin the browser tells, before their credentials (K6). */
final class PageRequests {
    private final CrossOrigin crossOrigin;
    private final Denials denials;
    private final Function<Throwable, Decision> failed;
    /** Null where what is refused is refused. */
    private final @Nullable Reporting reporting;

    /**
     * @param failed makes the answer to a failure of ours
     */
    PageRequests(
            CrossOrigin crossOrigin,
            Denials denials,
            Function<Throwable, Decision> failed,
            @Nullable Reporting reporting) {
        this.crossOrigin = crossOrigin;
        this.denials = denials;
        this.failed = failed;
        this.reporting = reporting;
    }

    /**
     * Rules on a request to a protected path.
     *
     * @param sent all values of {@code Origin}
     * @param next judges it as any other
     */
    Ruling judge(HttpRequestView request, List<String> sent, Supplier<Ruling> next) {
        if (!crossOrigin.allows(sent)) {
            if (reporting == null) {
                return new Ruling.Settled(denials.origin());
            }
            reporting.tell(denials.origin().judgement());
            return next.get();
        }
        String origin = sent.get(0);
        if (CrossOrigin.isPreflight(request)) {
            if (reporting != null) {
                return Gate.OPEN; // The application may have an answer of its own.
            }
            return new Ruling.Settled(Denials.answer(crossOrigin.preflight(request, origin), Reason.PREFLIGHT));
        }
        Ruling ruling;
        try {
            ruling = next.get();
        } catch (Throwable failure) {
            ruling = new Ruling.Settled(failed.apply(failure));
        }
        if (ruling instanceof Ruling.Pending pending) {
            return new Ruling.Pending(
                    pending.decision()
                            .exceptionally(failed)
                            .thenApply(decision -> CrossOrigin.readable(decision, origin)),
                    CrossOrigin.readable(pending.whenBusy(), origin));
        }
        return new Ruling.Settled(CrossOrigin.readable(((Ruling.Settled) ruling).decision(), origin));
    }
}
