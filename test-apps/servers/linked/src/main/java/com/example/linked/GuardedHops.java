package com.example.linked;

import com.example.server.Tool;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Has a guarded method called by threads that all requests share, one of each kind, and by threads of its own. */
final class GuardedHops {
    private final ExecutorService pool = Executors.newSingleThreadExecutor(GuardedHops::daemon);
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(GuardedHops::daemon);
    private final ForkJoinPool forkJoin = new ForkJoinPool(1);
    private Timer timer;

    List<Tool> tools() {
        List<Tool> tools = new ArrayList<>();
        tools.add(hop("hop-submit", task -> pool.submit(task)));
        tools.add(hop("hop-execute", pool::execute));
        tools.add(hop("hop-invoke", task -> pool.invokeAll(List.of(Executors.callable(task)))));
        tools.add(hop("hop-schedule", task -> scheduler.schedule(task, 1, TimeUnit.MILLISECONDS)));
        tools.add(hop("hop-fork-join", task -> forkJoin.submit(task)));
        tools.add(hop("hop-timer", task -> timer().schedule(timerTask(task), 1)));
        tools.add(hop("hop-thread", task -> daemon(task).start()));
        tools.add(hop(
                "hop-propagated", task -> daemon(CurrentUser.propagate(task)).start()));
        return tools;
    }

    private Tool hop(String name, Hop hop) {
        return new Tool(name, Map.of(), arguments -> {
            CompletableFuture<String> seen = new CompletableFuture<>();
            try {
                hop.take(() -> seen.complete(call(this::user)));
                return seen.get();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String call(Callable<String> guarded) {
        try {
            return guarded.call();
        } catch (Exception e) {
            return e.getClass().getSimpleName();
        }
    }

    @McpEndpoint
    private String user() {
        return CurrentUser.get().subject();
    }

    private synchronized Timer timer() {
        if (timer == null) {
            timer = new Timer(true);
        }
        return timer;
    }

    private static TimerTask timerTask(Runnable task) {
        return new TimerTask() {
            @Override
            public void run() {
                task.run();
            }
        };
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "hop");
        thread.setDaemon(true);
        return thread;
    }

    private interface Hop {
        void take(Runnable task) throws Exception;
    }
}
