package io.mcpoauth2.agent.issuer;

/** What a verdict about a token rests on besides time. */
@FunctionalInterface
public interface Grounds {
    /** Of what nothing can be withdrawn. */
    Grounds FIRM = () -> State.STAND;

    /** What has become of it, as far as is known here. */
    enum State {
        STAND,
        /** It is being asked for: a new request has to wait, what is open goes on. */
        UNKNOWN,
        GONE
    }

    /** Asked for every request, and every second for what is open: must not block. */
    State look();
}
