package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.PolicySettings;
import io.mcpoauth2.agent.config.ShownLists;
import io.mcpoauth2.agent.mcp.AdvertisedScopes;
import io.mcpoauth2.agent.token.Standing;
import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.UserKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tools that a request asks for, one of which its caller may not use, for tests of doors. */
public final class SampleLists {
    public static final String LIST = "{\"result\":{\"tools\":[{\"name\":\"secret\"},{\"name\":\"\u4e16\"}]}}";
    /** The same as the caller is shown it. */
    public static final String SHOWN = "{\"result\":{\"tools\":[{\"name\":\"\u4e16\"}]}}";

    private final RequestIdentity caller =
            new RequestIdentity(Map.of(UserKeys.SCOPES, Set.of(), UserKeys.ROLES, Set.of()));
    private final Admission admission = new Admission(caller, now -> Standing.End.NONE, Duration.ZERO, null, null);
    private final WrittenLists asked;

    public SampleLists() {
        Access access = new Access(PolicySettings.NONE);
        access.handlers().add("tools/call", "secret", Set.of("another"), Set.of());
        caller.askForLists(List.of("tools/list"));
        asked = new WrittenLists(
                new McpLists(
                        () -> {
                            throw new AssertionError("not asked for");
                        },
                        access,
                        new ShownLists(true, false),
                        new AdvertisedScopes("")),
                caller);
    }

    public WrittenLists asked() {
        return asked;
    }

    /** Of the request. */
    public Admission admission() {
        return admission;
    }

    /** Nothing more may reach the client. */
    public void expire() {
        admission.expire();
    }

    /** A framework makes them. */
    public void makeElsewhere() {
        caller.askForLists(List.of());
    }
}
