package io.mcpoauth2.agent.telemetry.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** An issuer was asked about a token. */
@Name("io.mcpoauth2.TokenIntrospected")
@Label("Token introspected")
@Category("MCP OAuth2 agent")
@StackTrace(false)
final class TokenIntrospectedEvent extends Event {
    @Label("Issuer")
    @Description("as configured")
    String issuer = "";

    @Label("Answered")
    boolean answered;

    @Label("Took")
    @Timespan(Timespan.NANOSECONDS)
    long took;
}
