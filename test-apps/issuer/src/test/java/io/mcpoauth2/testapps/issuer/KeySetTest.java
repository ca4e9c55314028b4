package io.mcpoauth2.testapps.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeySetTest {
    private final EmbeddedIssuer issuer =
            EmbeddedIssuer.builder().algorithm("ES256").start();

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void keySetShowsNoPrivatePart() throws Exception {
        assertThat(fetch().body())
                .contains("\"kid\":\"" + issuer.signingKey().kid() + "\"")
                .doesNotContain("\"d\"");
    }

    @Test
    void rotationKeepsTheOldKeyOrDropsIt() throws Exception {
        String first = issuer.signingKey().kid();

        String second = issuer.rotateKeys(true).kid();
        assertThat(kids()).containsExactly(second, first);

        String third = issuer.rotateKeys(false).kid();
        assertThat(kids()).containsExactly(third);
        String token = issuer.mint(TokenSpec.valid());
        assertThat(IssuerClient.header(token).path("kid").asText()).isEqualTo(third);
    }

    @Test
    void faultsReplaceTheAnswerUntilRecoveryAndAreCounted() throws Exception {
        MonitoredEndpoint jwks = issuer.jwks();

        jwks.failWith(Fault.status(500));
        assertThat(fetch().statusCode()).isEqualTo(500);
        jwks.failWith(Fault.body("text/html", "<html>"));
        assertThat(fetch().body()).isEqualTo("<html>");
        jwks.failWith(Fault.redirect(URI.create("http://127.0.0.1:1/jwks")));
        assertThat(fetch().headers().firstValue("Location")).hasValue("http://127.0.0.1:1/jwks");
        jwks.failWith(Fault.oversized(100_000));
        assertThat(fetch().body()).hasSize(100_000).isBlank();
        jwks.recover();
        assertThat(fetch().body()).startsWith("{\"keys\":");

        assertThat(jwks.requests()).isEqualTo(5);
        assertThat(issuer.discovery().requests()).isZero();
    }

    @Test
    void closedConnectionIsNoResponse() {
        issuer.jwks().failWith(Fault.closedConnection());

        assertThatIOException().isThrownBy(this::fetch);
    }

    @Test
    void hangingEndpointSaysNothingUntilReleased() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        issuer.jwks().failWith(exchange -> {
            arrived.countDown();
            Fault.hangUntil(released).answer(exchange);
        });

        CompletableFuture<String> outcome = CompletableFuture.supplyAsync(() -> {
            try {
                return fetch().body();
            } catch (Exception e) {
                return "no response";
            }
        });

        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(outcome).isNotDone();
        released.countDown();
        assertThat(outcome.get(10, TimeUnit.SECONDS)).isEqualTo("no response");
    }

    private HttpResponse<String> fetch() throws Exception {
        return IssuerClient.get(issuer.jwksUri());
    }

    private List<String> kids() throws Exception {
        return IssuerClient.json(fetch()).path("keys").findValuesAsText("kid");
    }
}
