package com.example.linked;

import com.example.server.AskingTool;
import com.example.server.AsyncTool;
import com.example.server.Executions;
import com.example.server.Tool;
import com.example.server.ToolSet;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/** Tools whose calls meet: several users wait for one thing, and another user's call has it happen. */
public final class SharedTools implements ToolSet {
    private static final Map<String, String> ROUND = Map.of("shape", "string", "round", "string");

    /** Static, as a server looks for each kind of tool on its own. */
    private static final Map<String, Round> ROUNDS = new ConcurrentHashMap<>();

    @Override
    public List<Tool> tools() {
        return List.of(
                new Tool("join", ROUND, arguments -> join(arguments).join()),
                new Tool("await-joined", ROUND, arguments -> round(arguments).awaitJoined()),
                new Tool("complete", ROUND, arguments -> {
                    round(arguments).shared.complete();
                    return who();
                }));
    }

    @Override
    public List<AsyncTool> asyncTools() {
        return List.of(new AsyncTool(
                "join-later",
                ROUND,
                arguments -> Mono.fromFuture(join(arguments)).map(seen -> seen + ", " + who())));
    }

    @Override
    public List<AskingTool> askingTools() {
        return List.of(new AskingTool("ask", answer -> answer.map(text -> text + " from " + who())));
    }

    private static CompletableFuture<String> join(Map<String, Object> arguments) {
        Executions.record();
        Round round = round(arguments);
        CompletableFuture<String> seen = round.shared.join();
        round.joined.release();
        return seen;
    }

    private static Round round(Map<String, Object> arguments) {
        String shape = (String) arguments.get("shape");
        return ROUNDS.computeIfAbsent(shape + " " + arguments.get("round"), key -> new Round(Shapes.of(shape)));
    }

    /** Who the running code is for, as a guarded method sees it. */
    static String who() {
        try {
            return me();
        } catch (SecurityException e) {
            return "nobody";
        }
    }

    @McpEndpoint
    private static String me() {
        return CurrentUser.get().subject();
    }

    /**
     * @param joined a permit for each call that waits
     */
    private record Round(Shared shared, Semaphore joined) {
        Round(Shared shared) {
            this(shared, new Semaphore(0));
        }

        String awaitJoined() {
            try {
                return Boolean.toString(joined.tryAcquire(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "interrupted";
            }
        }
    }
}
