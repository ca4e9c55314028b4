package io.mcpoauth2.agent.telemetry.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The keys of an issuer were fetched, or could not be. */
@Name("io.mcpoauth2.KeysFetched")
@Label("Keys fetched")
@Category("MCP OAuth2 agent")
@StackTrace(false)
final class KeysFetchedEvent extends Event {
    @Label("Issuer")
    @Description("as configured")
    String issuer = "";

    @Label("Succeeded")
    boolean succeeded;

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    long took;
}
