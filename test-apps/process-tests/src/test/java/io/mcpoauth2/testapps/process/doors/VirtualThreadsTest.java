package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.harness.Jdks;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.Fault;
import io.mcpoauth2.testapps.issuer.TokenSpec;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import io.mcpoauth2.testapps.process.ServersExtension;
import io.mcpoauth2.testapps.process.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A server with a virtual thread for each request, on every JDK that is found and has them: before 24, one that waits in a
 * monitor keeps the thread that carries it, of which there are as many as processors.
 */
@ExtendWith(ServersExtension.class)
class VirtualThreadsTest {
    /** Fewer than an issuer is asked about at once, and more than most machines have processors. */
    private static final int WAITING = 30;

    static Stream<Integer> jdks() {
        return Jdks.found().tailSet(21).stream();
    }

    @ParameterizedTest(name = "JDK {0}")
    @MethodSource("jdks")
    @DisplayName("requests that wait for their issuer leave the threads to others")
    void requestsThatWaitLeaveRoom(int jdk, Servers servers) throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        ExecutorService clients = Executors.newFixedThreadPool(WAITING);
        try (EmbeddedIssuer issuer = EmbeddedIssuer.builder().start();
                TestServer server = servers.start(spec(jdk, issuer))) {
            String alice = "Authorization: Bearer "
                    + issuer.mint(TokenSpec.valid().audience(Servers.AUDIENCE).subject("alice"));
            assertThat(server.send("GET", "/hello", alice).status()).isEqualTo(200);
            long before = server.executions();
            issuer.introspection().failWith(Fault.hangUntil(released));
            List<CompletableFuture<HttpAnswer>> waiting = new ArrayList<>();
            for (int i = 0; i < WAITING; i++) {
                String token = "Authorization: Bearer made-up-" + i;
                waiting.add(CompletableFuture.supplyAsync(() -> server.send("GET", "/hello", token), clients));
            }
            await().atMost(TimeLimit.OF_A_WAIT)
                    .until(() -> issuer.introspection().requests() == WAITING);

            assertThat(server.send("GET", "/hello", alice).body()).isEqualTo("hello");

            released.countDown();
            for (CompletableFuture<HttpAnswer> answer : waiting) {
                assertThat(answer.join().status()).isEqualTo(503);
            }
            assertThat(server.executions()).isEqualTo(before + 1);
        } finally {
            released.countDown();
            clients.shutdown();
        }
    }

    private static ServerSpec spec(int jdk, EmbeddedIssuer issuer) {
        return ServerSpec.of(ServerKind.SDK2_TOMCAT11, jdk)
                .argument("virtual=true")
                .setting("issuer", issuer.issuer())
                .setting("introspection", "opaque")
                .setting("client_id", "server")
                .setting("client_secret", "secret")
                .setting("wait_for_keys", "60");
    }
}
