package io.mcpoauth2.agent.door;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.access.Operation;
import io.mcpoauth2.agent.mcp.AdvertisedScopes;
import io.mcpoauth2.bridge.RequestIdentity;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One answer to a request for a list as its caller is shown it. */
public final class ListView {
    /** The member of a tool, and of its {@code _meta}, that tells what calls of it need. */
    public static final String SECURITY_SCHEMES = "securitySchemes";

    private final Access access;
    private final boolean filtered;
    private final @Nullable RequestIdentity caller;
    private final @Nullable List<String> always;
    private final AdvertisedScopes advertised;

    /**
     * @param caller whom it is shown to, as long as it is open; null for nobody
     * @param always scopes that every request needs; null where none are told
     */
    ListView(
            Access access,
            boolean filtered,
            @Nullable RequestIdentity caller,
            @Nullable List<String> always,
            AdvertisedScopes advertised) {
        this.access = access;
        this.filtered = filtered;
        this.caller = caller;
        this.always = always;
        this.advertised = advertised;
    }

    /** Whether others may be shown other elements, so that nobody may keep the answer for them. */
    public boolean isFiltered() {
        return filtered;
    }

    /**
     * Whether an element is shown.
     *
     * @param target its name or URI; one that has none is not shown where lists are filtered
     */
    public boolean shows(McpList list, @Nullable Object target) {
        if (target instanceof String name) {
            access.names().listed(list.method(), name);
        }
        if (!filtered) {
            return true;
        }
        if (caller == null || !caller.isOpen() || !(target instanceof String name)) {
            return false;
        }
        if (caller.isAnonymous()) {
            return list == McpList.TEMPLATES
                    ? access.isTemplateForAnybody(list.method(), name)
                    : access.isForAnybody(list.use(name));
        }
        return list == McpList.TEMPLATES
                ? access.mayAllowTemplate(caller.user(), list.method(), name)
                : access.judge(caller.user(), list.use(name)) == null;
    }

    /** Whether tools are shown with their security schemes. */
    public boolean hasSecuritySchemes() {
        return always != null;
    }

    /** What calls of a tool need: a token with all {@code scopes}, and before it {@code noauth} if none is needed. */
    public List<Map<String, Object>> securitySchemes(String tool) {
        Operation call = McpList.TOOLS.use(tool);
        Set<String> scopes = new LinkedHashSet<>(always == null ? List.of() : always);
        scopes.addAll(access.scopesOf(call));
        Map<String, Object> token = new LinkedHashMap<>();
        token.put("type", "oauth2");
        token.put("scopes", advertised.of(scopes));
        return access.isForAnybody(call) ? List.of(Map.of("type", "noauth"), token) : List.of(token);
    }
}
