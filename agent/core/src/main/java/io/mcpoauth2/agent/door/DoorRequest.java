package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.exchange.HttpRequestView;

/** A request as a door brings it to the gate, and what is ended when its caller's token no longer stands. */
public interface DoorRequest extends HttpRequestView, Watched {
    /** What brings this request to the gate, for messages: "Tomcat door". */
    String door();
}
