package io.mcpoauth2.agent.telemetry.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A request was judged by the gate. */
@Name("io.mcpoauth2.RequestJudged")
@Label("Request judged")
@Category("MCP OAuth2 agent")
@StackTrace(false)
final class RequestJudgedEvent extends Event {
    @Label("Outcome")
    @Description("accepted, or why it was refused")
    String outcome = "";

    @Label("Reported")
    @Description("whether it went on all the same, in report mode")
    boolean reported;

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    long took;
}
