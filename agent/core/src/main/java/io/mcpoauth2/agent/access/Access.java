package io.mcpoauth2.agent.access;

import io.mcpoauth2.agent.config.PolicySettings;
import io.mcpoauth2.bridge.Denial;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges what callers may do: by what handlers demand for themselves, and by the configured policy, which adds to that and
 * never takes away.
 *
 * <p>Gate and guards ask the same object. The policy may be replaced while requests are judged; each judgement sees one.
 */
public final class Access {
    private static final String BY_DEFAULT = "No rule of this server's policy allows this operation";

    private final HandlerRules handlers = new HandlerRules();
    private volatile Policy policy;
    private volatile RuleNames names;
    private volatile boolean configured;

    public Access(PolicySettings settings) {
        this.policy = new Policy(settings);
        this.names = new RuleNames(settings);
        this.configured = settings.needsMessages();
    }

    /** From now on another policy is judged by; what handlers demand stays. */
    public void replace(PolicySettings settings) {
        policy = new Policy(settings);
        names = new RuleNames(settings);
        configured = settings.needsMessages();
    }

    /** What the policy's rules are about that the server may not have. */
    public RuleNames names() {
        return names;
    }

    /** Which scopes include others, now. */
    public ScopeHierarchy hierarchy() {
        return policy.hierarchy();
    }

    /** Whether it depends on what a message asks for whether its caller may. */
    public boolean needsMessages() {
        return configured || !handlers.isEmpty();
    }

    /** Whether there is a configured policy, which holds for hand-written handlers that nothing guards. */
    public boolean isConfigured() {
        return configured;
    }

    /** Whether there is anything that may be asked for without a token. */
    public boolean isForSomeTokenless() {
        return policy.isForSomeTokenless();
    }

    /** Whether who brings no token may ask for the operation: a rule says so, and no handler demands more. */
    public boolean isForAnybody(Operation operation) {
        Policy now = policy;
        if (!now.isForSomeTokenless() || handlers.find(operation) != null) {
            return false;
        }
        Targets.@Nullable Found found = now.find(operation);
        return found == null ? now.isInPublicView(operation) : found.rule().isForAnybody();
    }

    /** Where handlers' own demands are kept. */
    public HandlerRules handlers() {
        return handlers;
    }

    /**
     * Judges one operation.
     *
     * @param user keys of {@link io.mcpoauth2.bridge.UserKeys}
     * @return null if the caller may; else all that the operation needs
     */
    public @Nullable Denial judge(Map<String, Object> user, Operation operation) {
        Policy now = policy;
        @Nullable Rule own = handlers.find(operation);
        Targets.@Nullable Found found = now.find(operation);
        if (found == null && own == null) {
            return now.allowsByDefault(operation) ? null : new Denial(BY_DEFAULT, Set.of());
        }
        @Nullable String barred = own == null ? null : own.bars(user);
        barred = barred != null || found == null ? barred : found.rule().bars(user);
        if (barred != null) {
            return new Denial(barred, Set.of());
        }
        ScopeHierarchy hierarchy = now.hierarchy();
        boolean granted = (own == null || own.areScopesGrantedTo(user, Map.of(), hierarchy))
                && (found == null || found.rule().areScopesGrantedTo(user, found.values(), hierarchy));
        return granted ? null : missingScopes(user, own, found, hierarchy);
    }

    /**
     * Judges a template of URIs by the rule that is written as it is, and by what its handler demands. False is said of what
     * is refused for all of its URIs alone: without such a rule it is not known which there are.
     *
     * @param user keys of {@link io.mcpoauth2.bridge.UserKeys}
     * @param method by which the template's URIs are used
     */
    public boolean mayAllowTemplate(Map<String, Object> user, String method, String template) {
        Policy now = policy;
        @Nullable Rule own = handlers.find(new Operation(method, null, template));
        @Nullable Rule found = now.findTemplate(method, template);
        return mayAllow(user, own, now.hierarchy()) && mayAllow(user, found, now.hierarchy());
    }

    /** Whether who brings no token may use a template's URIs: the rule that is written as it is says so, or that for its text. */
    public boolean isTemplateForAnybody(String method, String template) {
        @Nullable Rule rule = policy.findTemplate(method, template);
        Operation use = new Operation(method, null, template);
        return rule == null ? isForAnybody(use) : rule.isForAnybody() && handlers.find(use) == null;
    }

    private static boolean mayAllow(Map<String, Object> user, @Nullable Rule rule, ScopeHierarchy hierarchy) {
        return rule == null || (rule.bars(user) == null && rule.mayScopesBeGrantedTo(user, hierarchy));
    }

    /** All scopes that an operation needs of whomever: of those of which one is enough, the first. */
    public Set<String> scopesOf(Operation operation) {
        Policy now = policy;
        return scopes(Map.of(), handlers.find(operation), now.find(operation), now.hierarchy());
    }

    private static Denial missingScopes(
            Map<String, Object> user, @Nullable Rule own, Targets.@Nullable Found found, ScopeHierarchy hierarchy) {
        Set<String> scopes = scopes(user, own, found, hierarchy);
        return new Denial(ScopesAndRolesPolicy.needsScopes(List.copyOf(scopes)), scopes);
    }

    private static Set<String> scopes(
            Map<String, Object> user, @Nullable Rule own, Targets.@Nullable Found found, ScopeHierarchy hierarchy) {
        Set<String> scopes = new LinkedHashSet<>();
        if (own != null) {
            own.addScopesTo(scopes, user, Map.of(), hierarchy);
        }
        if (found != null) {
            found.rule().addScopesTo(scopes, user, found.values(), hierarchy);
        }
        return scopes;
    }
}
