package io.mcpoauth2.agent.exchange;

/** Is shown the head of the response to an admitted request, once, just before it is sent. */
@FunctionalInterface
public interface ResponseObserver {
    /** Runs on whichever thread sends the response: must neither wait nor throw. */
    void responding(ResponseHead head);
}
