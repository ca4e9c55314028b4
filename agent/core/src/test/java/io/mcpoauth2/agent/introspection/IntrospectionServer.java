package io.mcpoauth2.agent.introspection;

import io.mcpoauth2.agent.config.IntrospectionSettings;
import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.TestSettings;
import io.mcpoauth2.agent.fetch.HttpFetcher;
import io.mcpoauth2.agent.fetch.TestServer;
import io.mcpoauth2.agent.issuer.IssuerAccess;
import io.mcpoauth2.agent.issuer.SignatureCheck;
import io.mcpoauth2.agent.issuer.SigningKey;
import io.mcpoauth2.agent.issuer.TestIssuer;
import io.mcpoauth2.agent.issuer.TestTime;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.jose.TokenDigest;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Counters;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** An issuer that is asked about tokens, as a test wants it to answer, and the introspector that asks. */
public final class IntrospectionServer implements AutoCloseable {
    static final SigningKey KEY = SigningKey.ed25519("key");

    public final TestServer http = new TestServer();
    public final TestTime time = new TestTime();
    private final Counters counters = new Counters();
    private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Settings settings;
    private final Introspector introspector;

    /**
     * @param changes of the settings: a key and its value each, empty to leave it out
     */
    public IntrospectionServer(String... changes) {
        TestSettings texts = TestSettings.defaults()
                .with("issuer", http.origin())
                .with("introspection", "opaque")
                .with("introspection_uri", http.origin() + "/introspect")
                .with("client_id", "me:1")
                .with("client_secret", "s+ %")
                .with("wait_for_keys", "2");
        for (int i = 0; i < changes.length; i += 2) {
            texts = changes[i + 1].isEmpty() ? texts.without(changes[i]) : texts.with(changes[i], changes[i + 1]);
        }
        settings = texts.build();
        IssuerSettings issuer = settings.issuers().get(0);
        IntrospectionSettings introspection = issuer.introspection().orElseThrow();
        HttpFetcher fetcher = new HttpFetcher(Duration.ofSeconds(2), Duration.ofSeconds(4), System::nanoTime);
        TestIssuer keys = new TestIssuer(http.origin(), time).publishes(KEY.jwk());
        introspector = new Introspectors(
                        settings,
                        IssuerAccess.of(settings, fetcher, time),
                        new SignatureCheck(new BoundedVerifier(1)),
                        time,
                        time,
                        new Random(1),
                        new AgentLog(new PrintStream(lines, true, StandardCharsets.UTF_8), AgentLog.Level.DEBUG),
                        counters)
                .of(issuer, introspection, keys.source());
    }

    /** Answers every question so. */
    public IntrospectionServer answers(int status, String contentType, String body) {
        http.answer("/introspect", exchange -> {
            Map<String, String> request = new TreeMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> request.put(name, values.get(0)));
            request.put("method", exchange.getRequestMethod());
            request.put("body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            requests.add(request);
            TestServer.of(status, body, "Content-Type", contentType).write(exchange);
        });
        return this;
    }

    public IntrospectionServer answersJson(String body) {
        return answers(200, "application/json", body);
    }

    public Settings settings() {
        return settings;
    }

    public Introspector introspector() {
        return introspector;
    }

    Answer ask(String token) {
        return asks(token).join();
    }

    CompletableFuture<Answer> asks(String token) {
        return introspector.ask(token, TokenDigest.of(token));
    }

    Counters.Tally tally() {
        return Objects.requireNonNull(counters.introspections().get(http.origin()));
    }

    public List<Map<String, String>> requests() {
        return requests;
    }

    String log() {
        return lines.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
