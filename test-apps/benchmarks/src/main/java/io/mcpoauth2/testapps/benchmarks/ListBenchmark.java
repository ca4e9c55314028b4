package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.PolicyRule;
import io.mcpoauth2.agent.config.PolicySettings;
import io.mcpoauth2.agent.config.ShownLists;
import io.mcpoauth2.agent.config.TargetPattern;
import io.mcpoauth2.agent.door.ListView;
import io.mcpoauth2.agent.door.McpList;
import io.mcpoauth2.agent.door.McpLists;
import io.mcpoauth2.agent.mcp.AdvertisedScopes;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.UserKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A list of a thousand tools with a rule for each, as one caller is shown it: at most 2 ms. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(1)
public class ListBenchmark {
    private static final int TOOLS = 1_000;

    private final String[] names = new String[TOOLS];
    private final McpLists lists = new McpLists(
            () -> {
                throw new IllegalStateException("no scheme is told");
            },
            new Access(new PolicySettings(true, rules(), Map.of(), false)),
            new ShownLists(true, false),
            new AdvertisedScopes(""));

    private static List<PolicyRule> rules() {
        List<PolicyRule> rules = new ArrayList<>();
        for (int i = 0; i < TOOLS; i++) {
            rules.add(new PolicyRule(
                    "benchmark",
                    "tools/call",
                    PolicyRule.About.NAME,
                    TargetPattern.ofName("tool_" + i + (i % 2 == 0 ? "" : "_*")),
                    PolicyRule.Needs.scopes(List.of("scope_" + i % 3))));
        }
        return rules;
    }

    @Setup
    public void nameTools() {
        for (int i = 0; i < TOOLS; i++) {
            names[i] = "tool_" + i + (i % 2 == 0 ? "" : "_x");
        }
        Carrier.swap(new RequestIdentity(Map.of(UserKeys.SCOPES, Set.of("scope_0", "scope_1"))));
    }

    @TearDown
    public void leaveNothingOnTheThread() {
        Carrier.swap(null);
    }

    @Benchmark
    public int thousandTools() {
        ListView view = lists.view();
        int shown = 0;
        for (String name : names) {
            shown += view.shows(McpList.TOOLS, name) ? 1 : 0;
        }
        return shown;
    }
}
