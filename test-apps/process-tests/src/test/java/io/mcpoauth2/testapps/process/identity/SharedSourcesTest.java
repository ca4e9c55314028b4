package io.mcpoauth2.testapps.process.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several users wait for one thing and another user's call completes it: each continuation is its own user's. */
@ParameterizedClass(name = "{0}")
@MethodSource("specs")
@ExtendWith(ServersExtension.class)
class SharedSourcesTest {
    private static TestServer server;

    @Parameter
    private ServerSpec spec;

    private final Servers servers;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    SharedSourcesTest(Servers servers) {
        this.servers = servers;
    }

    /** With a synchronous server tools run on Reactor's threads, with an asynchronous one on the requests' own. */
    static Stream<ServerSpec> specs() {
        // Two callers share a session in here, which they may not otherwise.
        return ServerSpec.each(ServerKind.SDK2_TOMCAT11, ServerKind.SDK2_JETTY12)
                .flatMap(spec -> Stream.of("sync", "async")
                        .map(mode -> spec.withApi().argument("mode=" + mode).setting("sessions", "off")));
    }

    @BeforeParameterizedClassInvocation
    static void start(ServerSpec spec, Servers servers) {
        server = servers.start(spec);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"future", "stream"})
    void continuationsOfASharedSourceRunForWhoRegisteredThem(String shape) throws Exception {
        CompletableFuture<String> alices = join("alice", shape, "alice and bob");
        CompletableFuture<String> bobs = join("bob", shape, "alice and bob");

        assertThat(text("carol", "complete", shape, "alice and bob")).isEqualTo("carol");

        assertThat(answer(alices)).isEqualTo("alice");
        assertThat(answer(bobs)).isEqualTo("bob");
    }

    @Test
    void stageThatTheApplicationRegisteredForItselfIsNobodys() throws Exception {
        CompletableFuture<String> seen = join("alice", "background", "one");

        assertThat(text("carol", "complete", "background", "one")).isEqualTo("carol");

        assertThat(answer(seen)).isEqualTo("nobody");
    }

    /** Whoever asks first causes the load. */
    @Test
    void coalescedLoadRunsForWhoCausedItAndEachContinuationForItsCaller() throws Exception {
        CompletableFuture<String> alices = join("alice", "cache", "one");
        CompletableFuture<String> bobs = join("bob", "cache", "one");

        assertThat(text("carol", "complete", "cache", "one")).isEqualTo("carol");

        assertThat(answer(alices)).isEqualTo("loaded for alice, seen by alice");
        assertThat(answer(bobs)).isEqualTo("loaded for alice, seen by bob");
    }

    @Test
    void batchRunsForWhoDispatchesItAndEachContinuationForItsCaller() throws Exception {
        CompletableFuture<String> alices = join("alice", "batch", "one");
        CompletableFuture<String> bobs = join("bob", "batch", "one");

        assertThat(text("carol", "complete", "batch", "one")).isEqualTo("carol");

        assertThat(answer(alices)).isEqualTo("loaded for carol, seen by alice");
        assertThat(answer(bobs)).isEqualTo("loaded for carol, seen by bob");
    }

    @Test
    void batchThatTheApplicationDispatchesIsNobodysAndEachContinuationItsCallers() throws Exception {
        CompletableFuture<String> alices = join("alice", "background-batch", "one");
        CompletableFuture<String> bobs = join("bob", "background-batch", "one");

        assertThat(text("carol", "complete", "background-batch", "one")).isEqualTo("carol");

        assertThat(answer(alices)).isEqualTo("loaded for nobody, seen by alice");
        assertThat(answer(bobs)).isEqualTo("loaded for nobody, seen by bob");
    }

    @Test
    void monoOfASharedFutureRunsForItsCaller() throws Exception {
        if (isSync()) {
            return; // Offers no asynchronous tools.
        }
        CompletableFuture<String> bobs = call("bob", "join-later", "future", "later");
        assertThat(text("carol", "await-joined", "future", "later")).isEqualTo("true");

        assertThat(text("carol", "complete", "future", "later")).isEqualTo("carol");

        assertThat(answer(bobs)).isEqualTo("bob, bob");
    }

    /** The SDK hands the answer on, on the thread of the request that brings it. */
    @Test
    void toolThatAskedItsUserGoesOnForItsUserWhoeverBringsTheAnswer() throws Exception {
        if (isSync()) {
            return; // Offers no asynchronous tools.
        }
        McpHttp bob = server.mcp().withToken(servers.token("bob"));
        assertThat(bob.initialize(Map.of("elicitation", Map.of())).status()).isEqualTo(200);
        McpHttp alice = server.mcp().withToken(servers.token("alice")).withHeader("Mcp-Session-Id", bob.sessionId());
        String answer = "{\"jsonrpc\":\"2.0\",\"id\":\"" + bob.sessionId()
                + "-0\",\"result\":{\"action\":\"accept\",\"content\":{\"answer\":\"this\"}}}";

        CompletableFuture<HttpAnswer> asking =
                CompletableFuture.supplyAsync(() -> bob.callTool("ask", Map.of()), threads);
        // An answer to what has not been asked yet is dropped.
        await().atMost(TimeLimit.OF_A_WAIT).until(() -> {
            alice.post(answer);
            return asking.isDone();
        });

        assertThat(textOf(asking.join().json())).isEqualTo("this from bob");
    }

    private boolean isSync() {
        return spec.arguments().contains("mode=sync");
    }

    /** Has a user's call wait, and returns when it does. */
    private CompletableFuture<String> join(String user, String shape, String round) {
        CompletableFuture<String> answer = call(user, "join", shape, round);
        assertThat(text("carol", "await-joined", shape, round)).isEqualTo("true");
        return answer;
    }

    private CompletableFuture<String> call(String user, String tool, String shape, String round) {
        return CompletableFuture.supplyAsync(() -> text(user, tool, shape, round), threads);
    }

    private String text(String user, String tool, String shape, String round) {
        try (ToolCaller caller = ToolCaller.open(server, servers.token(user))) {
            return textOf(caller.call(tool, Map.of("shape", shape, "round", round)));
        }
    }

    private static String answer(CompletableFuture<String> call) throws Exception {
        return call.get(TimeLimit.OF_A_WAIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static String textOf(JsonNode answer) {
        String text = answer.path("result").path("content").path(0).path("text").asText();
        return text.isEmpty() ? answer.toString() : text;
    }
}
