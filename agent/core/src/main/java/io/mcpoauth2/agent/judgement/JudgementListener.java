package io.mcpoauth2.agent.judgement;

/**
 * Is told of every request that was judged, to count or record it. All that the gate tells of a request goes this way.
 *
 * <p>Called from many threads, event loops among them: must neither block nor throw.
 */
@FunctionalInterface
public interface JudgementListener {
    /**
     * @param nanos from the request's arrival at the gate to its decision
     */
    void judged(Judgement judgement, long nanos);
}
