package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.http.HttpFetcher;
import io.mcpoauth2.agent.telemetry.AgentLog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Makes the key source of every configured issuer. Nothing is fetched and no thread started. */
public final class KeySources {
    private KeySources() {}

    /** One source an issuer, by the issuer's exact name. */
    public static Map<String, KeySource> of(
            Settings settings,
            HttpFetcher http,
            LongSupplier nanos,
            Executor background,
            RandomGenerator random,
            AgentLog log) {
        Discovery discovery = new Discovery(http, settings.allowHttp());
        KeyPolicy policy = KeyPolicy.of(settings);
        Map<String, KeySource> sources = new LinkedHashMap<>();
        for (String issuer : settings.issuers()) {
            KeyFetch fetch = new RemoteKeys(issuer, settings.jwksUri(), discovery, http);
            sources.put(issuer, new KeySource(issuer, fetch, policy, nanos, background, random, log));
        }
        return Map.copyOf(sources);
    }
}
