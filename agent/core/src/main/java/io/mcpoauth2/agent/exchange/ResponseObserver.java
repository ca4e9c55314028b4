package io.mcpoauth2.agent.exchange;

import java.nio.ByteBuffer;

/**
 * Is shown the head of the response to an admitted request, once, just before it is sent, and its body if it asks for that.
 * Runs on whichever threads send the response, one after the other: must neither wait nor throw.
 */
@FunctionalInterface
public interface ResponseObserver {
    void responding(ResponseHead head);

    /** Whether the body is to be shown, too. Who has seen enough says no from then on, and is never asked to say yes again. */
    default boolean readsBody() {
        return false;
    }

    /**
     * The server is about to send these bytes of the body, as they were written and without the framing of any protocol.
     *
     * @param bytes valid during the call only; a view of its own, whose position may be moved
     */
    default void sending(ByteBuffer bytes) {}

    /** The server has done with the request, whether or not there was a response; may be told more than once. */
    default void ended() {}
}
