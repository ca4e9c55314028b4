package io.mcpoauth2.agent.door;

/** What an admission lets go on, and what is ended with it: the response to a request, or an upgraded connection. */
public interface Watched {
    /**
     * Whether it has ended, where the server does not tell so by itself. By another thread than the request's, after its
     * pass has left.
     */
    default boolean isComplete() {
        return false;
    }

    /**
     * The caller's token no longer stands: sees to it that nothing more reaches the client, and that its connection serves
     * no other request, for whose response an unknowing writer would go on. By another thread than the request's, any
     * number of times until the admission has ended.
     */
    void expire(Admission admission);
}
