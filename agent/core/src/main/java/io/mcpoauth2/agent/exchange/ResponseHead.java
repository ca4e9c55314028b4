package io.mcpoauth2.agent.exchange;

import java.util.List;

/** The head of a final response that its server is about to send; valid during the call only. */
public interface ResponseHead {
    int status();

    /** All values of a header; empty if absent. Names are case-insensitive. */
    List<String> headers(String name);

    /** Adds a header that the response does not have yet. */
    void add(String name, String value);
}
