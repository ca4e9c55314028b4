package io.mcpoauth2.agent.config;

import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings from their four sources and reports all their errors together (ARCHITECTURE section 6).
 *
 * <p>Runs at the start of every JVM that has the agent, MCP server or not: few classes, loops, no lambdas, and no JSON
 * parser unless a file is configured.
 */
public final class SettingsReader {
    private final @Nullable String agentArgument;
    private final Map<String, String> environment;
    private final Properties properties;
    private final FileOpener files;

    /** Opens the configuration file. */
    public interface FileOpener {
        InputStream open(String path) throws IOException;
    }

    /**
     * @param agentArgument the text behind {@code -javaagent:…jar=}; null if there is none
     */
    public SettingsReader(
            @Nullable String agentArgument, Map<String, String> environment, Properties properties, FileOpener files) {
        this.agentArgument = agentArgument;
        this.environment = environment;
        this.properties = properties;
        this.files = files;
    }

    /** Reads the environment, the system properties and the files of this process. */
    public static SettingsReader ofThisProcess(@Nullable String agentArgument) {
        return new SettingsReader(agentArgument, System.getenv(), System.getProperties(), new FileOpener() {
            @Override
            public InputStream open(String path) throws IOException {
                return new FileInputStream(path);
            }
        });
    }

    /** Reads once; errors are values of the result. */
    public SettingsResult read() {
        Problems problems = new Problems();
        Sources sources = Sources.read(agentArgument, properties, environment, files, problems);
        Values values = new Values(sources, problems);
        boolean exit = values.choice(Key.ON_START_FAILURE, "exit", "continue").equals("exit");
        AgentLog.Level level = AgentLog.Level.valueOf(
                values.choice(Key.LOG_LEVEL, "error", "warn", "info", "debug").toUpperCase(Locale.ROOT));
        if (values.choice(Key.MODE, "enforce", "off").equals("off")) {
            List<Problem> warnings = new ArrayList<>(problems.errors());
            warnings.addAll(problems.warnings());
            return new SettingsResult(Settings.Mode.OFF, Optional.empty(), List.of(), warnings, exit, level);
        }
        Settings settings = read(values, problems, exit, level);
        List<Problem> errors = problems.errors();
        return new SettingsResult(
                Settings.Mode.ENFORCE,
                errors.isEmpty() ? Optional.of(settings) : Optional.empty(),
                errors,
                problems.warnings(),
                exit,
                level);
    }

    /** The settings, which are to be thrown away if there were errors. */
    private static Settings read(Values values, Problems problems, boolean exit, AgentLog.Level level) {
        boolean allowHttp = values.choice(Key.ALLOW_HTTP, "true", "false").equals("true");
        UrlRule urls = new UrlRule(allowHttp);
        ElementRules rules = new ElementRules(urls);
        List<String> issuers = values.requiredList(Key.ISSUER, rules);
        List<String> audiences = values.requiredList(Key.AUDIENCE, rules);
        Setting clientId = values.single(Key.CLIENT_ID);
        Duration cacheTtl = values.seconds(Key.JWKS_CACHE_TTL, 1, 86_400);
        Duration maxStale = values.seconds(Key.JWKS_MAX_STALE, 1, 604_800);
        warnOfShortStaleness(values, problems, cacheTtl, maxStale);
        return new Settings(
                List.copyOf(issuers),
                setOf(audiences),
                clientId == null ? Optional.empty() : Optional.of(clientId.text()),
                jwksUri(values, problems, urls, issuers),
                cacheTtl,
                maxStale,
                values.seconds(Key.JWKS_COOLDOWN, 1, 3_600),
                new RoutePatterns(values.list(Key.EXEMPT_ROUTES, rules)),
                new RoutePatterns(values.list(Key.PROTECTED_ROUTES, rules)),
                resource(values, problems, urls, audiences),
                List.copyOf(values.list(Key.SCOPES, rules)),
                handlers(values.list(Key.HANDLERS, rules)),
                List.copyOf(values.list(Key.ROLES_CLAIM, rules)),
                Settings.Mode.ENFORCE,
                algorithms(values.list(Key.ALGORITHMS, rules)),
                values.seconds(Key.CLOCK_SKEW, 0, 300),
                tokenTypes(values.list(Key.TOKEN_TYPES, rules)),
                values.number(Key.TOKEN_CACHE_SIZE, 0, 1_000_000),
                values.number(Key.MAX_TOKEN_SIZE, 256, 65_536),
                values.seconds(Key.WAIT_FOR_KEYS, 0, 60),
                exit,
                allowHttp,
                level,
                values.choice(Key.PROPAGATION, "on", "off").equals("on"));
    }

    private static void warnOfShortStaleness(Values values, Problems problems, Duration cacheTtl, Duration maxStale) {
        if (maxStale.compareTo(cacheTtl) >= 0) {
            return;
        }
        Setting given = values.single(Key.JWKS_MAX_STALE);
        if (given != null) {
            problems.warning(
                    Key.JWKS_MAX_STALE.text(),
                    given.source(),
                    "is shorter than jwks_cache_ttl, so keys may be given up before they are fetched anew");
        }
    }

    private static Optional<URI> jwksUri(Values values, Problems problems, UrlRule urls, List<String> issuers) {
        Setting given = values.single(Key.JWKS_URI);
        if (given == null) {
            return Optional.empty();
        }
        String fault = issuers.size() > 1 ? "is given with more than one issuer" : urls.fault(given.text());
        if (fault != null) {
            problems.wrong(given, fault);
            return Optional.empty();
        }
        return Optional.of(URI.create(given.text()));
    }

    private static URI resource(Values values, Problems problems, UrlRule urls, List<String> audiences) {
        Setting given = values.single(Key.RESOURCE);
        if (given != null) {
            String fault = urls.faultOfIdentifier(given.text());
            if (fault == null) {
                return URI.create(given.text());
            }
            problems.wrong(given, fault);
        } else if (!audiences.isEmpty()) {
            String url = onlyUrl(audiences);
            String fault = url == null ? null : urls.faultOfIdentifier(url);
            if (url != null && fault == null) {
                return URI.create(url);
            }
            problems.missing(
                    Key.RESOURCE,
                    url == null
                            ? "is required, as not exactly one audience is a URL"
                            : "is required, as the audience cannot stand for it: it " + fault);
        }
        return URI.create("");
    }

    private static @Nullable String onlyUrl(List<String> audiences) {
        String only = null;
        for (String audience : audiences) {
            if (UrlRule.isUrl(audience)) {
                if (only != null) {
                    return null;
                }
                only = audience;
            }
        }
        return only;
    }

    private static List<HandlerSignature> handlers(List<String> texts) {
        List<HandlerSignature> handlers = new ArrayList<>(texts.size());
        for (String text : texts) {
            HandlerSignature handler = HandlerSignatureParser.parse(text);
            if (handler != null) { // The rules let no other text through.
                handlers.add(handler);
            }
        }
        return List.copyOf(handlers);
    }

    private static Set<String> algorithms(List<String> names) {
        Set<String> algorithms = new LinkedHashSet<>();
        for (String name : names) {
            algorithms.add(name.equals("EdDSA") ? "Ed25519" : name);
        }
        return Collections.unmodifiableSet(algorithms);
    }

    private static Set<String> tokenTypes(List<String> names) {
        Set<String> types = new LinkedHashSet<>();
        for (String name : names) {
            types.add(ElementRules.normalizedTokenType(name));
        }
        return Collections.unmodifiableSet(types);
    }

    private static Set<String> setOf(List<String> elements) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(elements));
    }
}
