package com.example.linked;

import com.example.server.AsyncTool;
import com.example.server.Executions;
import com.example.server.Tool;
import com.example.server.ToolSet;
import io.mcpoauth2.AuthenticatedUser;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;
import io.mcpoauth2.TokenValidation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import reactor.core.publisher.Mono;

/** Tools that ask who is calling; the annotated methods differ in visibility and in being static on purpose. */
public final class LinkedTools implements ToolSet {
    private final GuardedTimer timer = new GuardedTimer();

    @Override
    public List<Tool> tools() {
        List<Tool> tools = new ArrayList<>(new GuardedHops().tools());
        tools.addAll(List.of(
                new Tool("whoami", Map.of(), arguments -> whoami()),
                new Tool("describe", Map.of(), arguments -> describe()),
                new Tool("admin", Map.of(), arguments -> admin()),
                new Tool("role", Map.of(), arguments -> role()),
                new Tool("registered", Map.of(), arguments -> registered()),
                new Tool(
                        "validate",
                        Map.of("token", "string"),
                        arguments -> TokenValidation.validate((String) arguments.get("token"))
                                .subject()),
                new Tool("start-timer", Map.of(), arguments -> timer.start()),
                new Tool("read-timer", Map.of(), arguments -> timer.read())));
        return tools;
    }

    @Override
    public List<AsyncTool> asyncTools() {
        return List.of(
                new AsyncTool("async", Map.of(), arguments -> async()),
                new AsyncTool("later", Map.of(), arguments -> later()),
                new AsyncTool(
                        "registered-later",
                        Map.of(),
                        arguments -> Mono.delay(Duration.ofMillis(1)).map(tick -> registered())));
    }

    @McpEndpoint
    private String whoami() {
        Executions.record();
        return CurrentUser.get().subject();
    }

    /** All that a handler may decide by, a line each, sets in the order of the alphabet. */
    @McpEndpoint
    private String describe() {
        Executions.record();
        AuthenticatedUser user = CurrentUser.get();
        return String.join(
                "\n",
                "subject " + user.subject(),
                "client " + user.clientId().orElse("unknown"),
                "scopes " + new TreeSet<>(user.scopes()),
                "roles " + new TreeSet<>(user.roles()));
    }

    @McpEndpoint(scopes = "mcp:admin")
    private static String admin() {
        Executions.record();
        return "admin:" + CurrentUser.get().subject();
    }

    @McpEndpoint(roles = "operator")
    public String role() {
        Executions.record();
        return "role:" + CurrentUser.get().subject();
    }

    /** Marked by nobody. */
    private static String registered() {
        Executions.record();
        return CurrentUser.find().map(AuthenticatedUser::subject).orElse("nobody");
    }

    /** Reads the user while the method runs and answers from another thread. */
    @McpEndpoint
    static Mono<String> async() {
        Executions.record();
        return Mono.just(CurrentUser.get().subject()).delayElement(Duration.ofMillis(1));
    }

    /** Reads the user on another thread after the method has returned. */
    @McpEndpoint
    Mono<String> later() {
        Executions.record();
        return Mono.delay(Duration.ofMillis(1))
                .map(tick -> CurrentUser.find().map(AuthenticatedUser::subject).orElse("nobody"));
    }
}
