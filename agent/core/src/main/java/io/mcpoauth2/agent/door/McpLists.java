package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.ShownLists;
import io.mcpoauth2.agent.gate.Gate;
import io.mcpoauth2.agent.mcp.AdvertisedScopes;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.Presets;
import io.mcpoauth2.bridge.RequestIdentity;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The places within MCP frameworks where lists are made, which show each caller what the policy lets it use.
 *
 * <p>These are no locks: what is not shown is refused all the same. What is shown to a caller who got lost is nothing.
 */
public final class McpLists {
    private static volatile @Nullable McpLists installed;

    private final Supplier<Gate> gate;
    private final Access access;
    private final ShownLists settings;
    private final AdvertisedScopes advertised;

    /**
     * @param gate asked for the gate when it is needed, as it is built late
     * @param advertised how scopes are named to clients
     */
    public McpLists(Supplier<Gate> gate, Access access, ShownLists settings, AdvertisedScopes advertised) {
        this.gate = gate;
        this.access = access;
        this.settings = settings;
        this.advertised = advertised;
    }

    public void install() {
        installed = this;
    }

    /**
     * @throws IllegalStateException before the agent is complete, so that no list is answered
     */
    public static McpLists installed() {
        McpLists lists = installed;
        if (lists == null) {
            throw new IllegalStateException("mcp-oauth2-agent: a list was made before the agent was complete");
        }
        return lists;
    }

    /** The lists that the thread's request asks for, where its application may write them by itself; null for most. */
    public static @Nullable WrittenLists asked() {
        return asked(Carrier.current());
    }

    /** The same of a request whose caller is known. */
    static @Nullable WrittenLists asked(@Nullable RequestIdentity caller) {
        @Nullable McpLists lists = installed;
        return lists == null || caller == null || caller.askedLists().isEmpty()
                ? null
                : new WrittenLists(lists, caller);
    }

    /** What the caller for whom the thread works is shown of a list that is made now. */
    public ListView view() {
        RequestIdentity caller = Carrier.current();
        if (caller != null && !caller.askedLists().isEmpty()) {
            caller.askForLists(List.of());
        }
        return view(caller);
    }

    ListView view(@Nullable RequestIdentity caller) {
        boolean known = caller != null && caller.isOpen();
        // What came by no HTTP has no tokens.
        boolean filtered = settings.filtered() && (known || !Presets.pass(caller));
        @Nullable
        List<String> always =
                settings.securitySchemes() ? gate.get().refusals(caller).scopes() : null;
        return new ListView(access, filtered, caller, always, advertised);
    }
}
