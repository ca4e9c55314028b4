package io.mcpoauth2.testapps.process.identity;

import io.mcpoauth2.testapps.harness.McpHttp;
import io.mcpoauth2.testapps.harness.RawHttp;
import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.process.KeepAliveConnection;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.TestServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Users with a session each, whose calls of {@code whoami} are mixed on a few connections with calls of nobody. */
final class UserCrowd {
    private static final int CONNECTIONS = 16;

    private final int port;
    private final List<Member> members = new ArrayList<>();
    private final AtomicInteger right = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile String lastFailure = "";

    /** @param sessionId null where the server knows no sessions */
    private record Member(String name, String token, String sessionId) {
        String[] headers() {
            String authorization = "Authorization: Bearer " + token;
            return sessionId == null
                    ? new String[] {authorization}
                    : new String[] {authorization, "Mcp-Session-Id: " + sessionId};
        }
    }

    /**
     * How calls ended: with the caller's name, with another answer of the tool, or with none.
     *
     * @param refused how many of those without a token got a 401
     * @param lastFailure what one of those without an answer got instead
     */
    record Outcome(int right, int wrong, int refused, int failed, String lastFailure) {}

    UserCrowd(int users, ServerProcess server, Servers servers) {
        this.port = server.port();
        for (int i = 0; i < users; i++) {
            String name = "user-" + i + "-";
            String token = servers.token(name);
            McpHttp client = new McpHttp(URI.create("http://127.0.0.1:" + port + "/mcp")).withToken(token);
            client.initialize();
            members.add(new Member(name, token, client.sessionId()));
        }
    }

    /** Lets every user call so often, and nobody as often as all of a user's calls. */
    Outcome call(int timesEach) throws Exception {
        int total = timesEach * members.size();
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            Callable<Void> caller = () -> {
                try (KeepAliveConnection connection = new KeepAliveConnection(port)) {
                    for (int id = next.getAndIncrement(); id < total; id = next.getAndIncrement()) {
                        call(connection, members.get(id % members.size()), id);
                        if (id % members.size() == 0) {
                            callAsNobody(connection, id);
                        }
                    }
                }
                return null;
            };
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                running.add(threads.submit(caller));
            }
            for (Future<Void> thread : running) {
                thread.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return new Outcome(right.get(), wrong.get(), refused.get(), failed.get(), lastFailure);
    }

    /** Lets a user open the stream for messages of the server: a request that lasts until it is closed. */
    RawHttp openStream() throws IOException {
        RawHttp stream = RawHttp.connect(port, Duration.ofMinutes(1));
        stream.write(TestServer.request(
                        "GET",
                        "/mcp",
                        null,
                        Stream.concat(
                                        Stream.of("Accept: text/event-stream"),
                                        Stream.of(members.get(0).headers()))
                                .toArray(String[]::new))
                .getBytes(StandardCharsets.ISO_8859_1));
        return stream;
    }

    /** Lets every user end its session. */
    void leave() {
        for (Member member : members) {
            if (member.sessionId == null) {
                continue;
            }
            new McpHttp(URI.create("http://127.0.0.1:" + port + "/mcp"))
                    .withToken(member.token)
                    .withHeader("Mcp-Session-Id", member.sessionId)
                    .send("DELETE");
        }
    }

    private void call(KeepAliveConnection connection, Member member, int id) {
        String answer;
        try {
            answer = connection.post(message(id), member.headers());
        } catch (IOException e) {
            answer = e.toString();
        }
        if ((answer.contains("\"id\":" + id + ',') || answer.contains("\"id\":" + id + '}'))
                && answer.contains("\"text\":\"" + member.name + '"')) {
            right.incrementAndGet();
        } else if (answer.contains("\"result\"")) {
            wrong.incrementAndGet();
        } else {
            failed.incrementAndGet();
            lastFailure = answer;
        }
    }

    /** On the connection that brought a user's call just before. */
    private void callAsNobody(KeepAliveConnection connection, int id) {
        String answer;
        try {
            answer = connection.post(message(id));
        } catch (IOException e) {
            answer = e.toString();
        }
        if (answer.startsWith("401 ")) {
            refused.incrementAndGet();
        } else {
            failed.incrementAndGet();
            lastFailure = answer;
        }
    }

    private static String message(int id) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id
                + ",\"method\":\"tools/call\",\"params\":{\"name\":\"whoami\",\"arguments\":{}}}";
    }
}
