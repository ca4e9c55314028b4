package io.mcpoauth2.agent.instrumentation.context.reactor;

import io.mcpoauth2.agent.door.Doors;
import io.mcpoauth2.agent.exchange.HttpReply;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Answers for a guarded handler that has refused its caller. */
public final class RefusedMono {
    private RefusedMono() {}

    /**
     * The gate's answer, or the failure itself where it is none of the guard's, or the response has begun.
     *
     * @param write sends an answer
     */
    public static Mono<Void> of(Throwable failure, boolean committed, Function<HttpReply, Mono<Void>> write) {
        return committed
                ? Mono.error(failure)
                : Doors.installed().eventLoops().refusalOf(failure).map(write).orElseGet(() -> Mono.error(failure));
    }
}
