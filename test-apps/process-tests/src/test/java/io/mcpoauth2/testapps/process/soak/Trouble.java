package io.mcpoauth2.testapps.process.soak;

import static org.awaitility.Awaitility.await;

import io.mcpoauth2.testapps.harness.ServerProcess;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import io.mcpoauth2.testapps.issuer.Fault;
import io.mcpoauth2.testapps.issuer.SigningKey;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** What happens to an issuer while its tokens are used, one after the other; each lasts until the server has noticed it. */
final class Trouble {
    private static final String FAILED = " cannot be fetched: ";
    private static final String RECOVERED = " can be fetched again";

    /** In a row: the first has ended when the second begins. */
    private static final int FETCHES = 2;

    private final EmbeddedIssuer issuer;
    private final KeyPort keys;
    private final AtomicReference<KeyAge> age;
    private final ServerProcess server;
    private final Callers callers;

    Trouble(EmbeddedIssuer issuer, KeyPort keys, AtomicReference<KeyAge> age, ServerProcess server, Callers callers) {
        this.issuer = issuer;
        this.keys = keys;
        this.age = age;
        this.server = server;
        this.callers = callers;
    }

    /** Lets everything happen once. */
    void all() throws Exception {
        rotate();
        refuseConnections();
        failWith500();
        rotate();
        hang();
        rotate();
    }

    /**
     * Publishes a key before it is used, as the documentation asks for, and withdraws the one before when nobody uses it any more.
     */
    void rotate() {
        KeyAge before = age.get();
        KeyAge next = new KeyAge(issuer, SigningKey.generate("ES256"));
        keys.publish(before.key(), next.key());
        until(() -> keys.served() >= FETCHES);
        age.set(next);
        until(() -> before.calls().get() == 0);
        keys.publish(next.key());
        until(() -> keys.served() > 0);
        someCalls();
    }

    private void refuseConnections() throws Exception {
        int failed = logged(FAILED);
        int recovered = logged(RECOVERED);
        keys.refuse();
        until(() -> logged(FAILED) > failed);
        someCalls();
        keys.listen();
        until(() -> logged(RECOVERED) > recovered);
    }

    private void failWith500() {
        failWith(Fault.status(500), () -> {});
    }

    private void hang() {
        CountDownLatch released = new CountDownLatch(1);
        failWith(Fault.hangUntil(released), released::countDown);
    }

    private void failWith(Fault fault, Runnable end) {
        int failed = logged(FAILED);
        int recovered = logged(RECOVERED);
        int requests = keys.failures();
        keys.failWith(fault);
        until(() -> keys.failures() >= requests + FETCHES && logged(FAILED) > failed);
        someCalls();
        keys.recover();
        end.run();
        until(() -> logged(RECOVERED) > recovered);
    }

    private void someCalls() {
        int before = callers.calls();
        until(() -> callers.calls() > before + 100);
    }

    private int logged(String words) {
        return server.stderr().split(words, -1).length;
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(TimeLimit.OF_A_WAIT).until(condition);
    }
}
