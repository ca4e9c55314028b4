package io.mcpoauth2.testapps.process.doors;

import com.sun.net.httpserver.HttpExchange;
import io.mcpoauth2.testapps.harness.TimeLimit;
import io.mcpoauth2.testapps.issuer.Fault;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** An introspection endpoint that answers about each token when the test lets it. */
final class HeldAnswers implements Fault {
    private static final String TOKEN = "token=";

    private final Map<String, CountDownLatch> asked = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> released = new ConcurrentHashMap<>();
    private final Function<String, Map<String, ?>> answer;

    /**
     * @param answer about a token
     */
    HeldAnswers(Function<String, Map<String, ?>> answer) {
        this.answer = answer;
    }

    /** Waits until the server has asked about a token, whose request so waits for its ruling. */
    void awaitAsked(String token) throws IOException {
        await(latch(asked, token));
    }

    void release(String token) {
        latch(released, token).countDown();
    }

    @Override
    public void answer(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int from = form.startsWith(TOKEN) ? TOKEN.length() : form.indexOf('&' + TOKEN) + 1 + TOKEN.length();
        int end = form.indexOf('&', from);
        String token = URLDecoder.decode(form.substring(from, end < 0 ? form.length() : end), StandardCharsets.UTF_8);
        latch(asked, token).countDown();
        await(latch(released, token));
        Fault.json(answer.apply(token)).answer(exchange);
    }

    private static CountDownLatch latch(Map<String, CountDownLatch> latches, String token) {
        return latches.computeIfAbsent(token, first -> new CountDownLatch(1));
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(TimeLimit.OF_A_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedIOException("never came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
