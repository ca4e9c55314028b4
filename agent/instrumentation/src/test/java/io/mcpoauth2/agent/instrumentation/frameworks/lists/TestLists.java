package io.mcpoauth2.agent.instrumentation.frameworks.lists;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.PolicyRule;
import io.mcpoauth2.agent.config.PolicySettings;
import io.mcpoauth2.agent.config.ShownLists;
import io.mcpoauth2.agent.config.TargetPattern;
import io.mcpoauth2.agent.door.McpLists;
import io.mcpoauth2.agent.mcp.AdvertisedScopes;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.Presets;
import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.UserKeys;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A policy by which the scope {@code admin} is needed for all that has "admin" for its name. */
public final class TestLists {
    private TestLists() {}

    /** Lists are filtered from now on, in this JVM. */
    public static void filter() {
        Presets.serve();
        PolicyRule.Needs needs = PolicyRule.Needs.scopes(List.of("admin"));
        List<PolicyRule> rules = List.of(
                new PolicyRule("test", "tools/call", PolicyRule.About.NAME, TargetPattern.ofName("admin"), needs),
                new PolicyRule("test", "prompts/get", PolicyRule.About.NAME, TargetPattern.ofName("admin"), needs),
                new PolicyRule(
                        "test", "resources/read", PolicyRule.About.URI, TargetPattern.ofUri("test://admin"), needs),
                new PolicyRule(
                        "test",
                        "resources/read",
                        PolicyRule.About.URI,
                        TargetPattern.ofUri("test://admin/{id}"),
                        needs));
        new McpLists(
                        () -> {
                            throw new AssertionError("the gate is not needed");
                        },
                        new Access(new PolicySettings(true, rules, Map.of(), false)),
                        new ShownLists(true, false),
                        new AdvertisedScopes(""))
                .install();
    }

    /** From now on the thread works for a caller with one scope. */
    public static void call(String scope) {
        Carrier.swap(new RequestIdentity(Map.of(UserKeys.SCOPES, Set.of(scope))));
    }
}
