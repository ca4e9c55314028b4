package io.mcpoauth2.agent.gate;

import java.util.concurrent.CompletableFuture;

/** What the gate says of a request: a decision, or that there will be one. */
public sealed interface Ruling {
    record Settled(Decision decision) implements Ruling {}

    /**
     * To be decided by an answer of the issuer, or when a processor is free.
     *
     * @param decision completes by itself, normally, on a thread of the agent's that must not be kept. The door may complete it
     *     first, as with {@code whenBusy}: then it stays what the door made it
     * @param whenBusy what a door does that cannot wait any longer
     */
    record Pending(CompletableFuture<Decision> decision, Decision whenBusy) implements Ruling {}
}
