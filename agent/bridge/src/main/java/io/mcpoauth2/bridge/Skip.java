package io.mcpoauth2.bridge;

/** What a door returns to keep the woven method's body from running: the request has been answered. */
public final class Skip {
    public static final Skip BODY = new Skip();

    private Skip() {}
}
