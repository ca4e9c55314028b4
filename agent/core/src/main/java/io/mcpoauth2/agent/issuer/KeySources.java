package io.mcpoauth2.agent.issuer;

import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.fetch.LocalFile;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Makes the key source of every configured issuer. Nothing is fetched and no thread started. */
public final class KeySources {
    private KeySources() {}

    /**
     * One source an issuer, by the issuer's exact name.
     *
     * @param access of every issuer
     */
    public static Map<String, KeySource> of(
            Settings settings,
            Map<String, IssuerAccess> access,
            LongSupplier nanos,
            Executor background,
            RandomGenerator random,
            AgentLog log,
            Measurements measurements) {
        Map<String, KeySource> sources = new LinkedHashMap<>();
        for (IssuerSettings issuer : settings.issuers()) {
            String name = issuer.name();
            Optional<String> file = issuer.keys().jwksFile();
            KeyFetch fetch = file.isPresent()
                    ? new FileKeys(new LocalFile("jwks_file", Path.of(file.get()), KeySetParser.MAX_DOCUMENT))
                    : new RemoteKeys(
                            name,
                            issuer.keys().jwksUri(),
                            Objects.requireNonNull(access.get(name), "an access each"),
                            log);
            KeyPolicy policy = file.isPresent() ? KeyPolicy.ofFile(settings) : KeyPolicy.of(settings);
            // Of a file nothing is fetched, and it is looked at every few seconds.
            KeyReport report = new KeyReport(name, log, file.isPresent() ? Measurements.NONE : measurements);
            sources.put(name, new KeySource(name, fetch, policy, nanos, background, random, report));
        }
        return Collections.unmodifiableMap(sources);
    }
}
