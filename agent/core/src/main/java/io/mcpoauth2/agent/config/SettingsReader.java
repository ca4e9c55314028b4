package io.mcpoauth2.agent.config;

import io.mcpoauth2.agent.telemetry.AgentLog;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
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
        String mode = values.choice(Key.MODE, "enforce", "report", "off");
        if (mode.equals("off")) {
            List<Problem> warnings = new ArrayList<>(problems.errors());
            warnings.addAll(problems.warnings());
            return new SettingsResult(
                    Settings.Mode.OFF,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    warnings,
                    sources.given(),
                    sources.shown(),
                    exit,
                    level);
        }
        Combinations.requireNamedReport(mode, sources, problems);
        Settings settings = read(sources, values, problems, exit, level);
        List<Problem> errors = problems.errors();
        return new SettingsResult(
                Settings.Mode.ENFORCE,
                errors.isEmpty() ? Optional.of(settings) : Optional.empty(),
                errors.isEmpty() ? Optional.empty() : Optional.of(settings),
                errors,
                problems.warnings(),
                sources.given(),
                sources.shown(),
                exit,
                level);
    }

    /** The settings, by which nothing is to be decided if there were errors. */
    private Settings read(Sources sources, Values values, Problems problems, boolean exit, AgentLog.Level level) {
        boolean allowHttp = values.flag(Key.ALLOW_HTTP);
        UrlRule urls = new UrlRule(allowHttp, Set.of());
        ElementRules rules = new ElementRules(urls);
        List<String> scopes = List.copyOf(values.list(Key.SCOPES, rules));
        ResourcesReader resourcesReader = new ResourcesReader(problems, urls, rules);
        List<ResourceSettings> resources = resourcesReader.read(sources);
        @Nullable Set<String> audiences = sources.resources().isEmpty() ? null : ResourcesReader.audiences(resources);
        List<IssuerSettings> issuers =
                IssuersReader.read(sources, problems, allowHttp, !scopes.isEmpty(), audiences, files);
        Combinations.requireNamedAudiences(resources, issuers, values);
        URI resource = resources.isEmpty()
                ? OnlyResource.read(values, problems, urls, issuers)
                : resources.get(0).resource();
        Duration cacheTtl = values.seconds(Key.JWKS_CACHE_TTL, 1, 86_400);
        Duration maxStale = values.seconds(Key.JWKS_MAX_STALE, 1, 604_800);
        Combinations.warnOfShortStaleness(values, problems, cacheTtl, maxStale);
        Setting denyList = denyList(values, problems, issuers);
        RoutePatterns protectedRoutes = RoutePatterns.of(values.list(Key.PROTECTED_ROUTES, rules));
        Settings settings = new Settings(
                issuers,
                cacheTtl,
                maxStale,
                values.seconds(Key.JWKS_COOLDOWN, 1, 3_600),
                RoutePatterns.of(values.list(Key.EXEMPT_ROUTES, rules)),
                protectedRoutes,
                ListenerSettings.read(values, rules),
                resource,
                WebOrigin.asSent(values.list(Key.ALLOWED_ORIGINS, rules)),
                scopes,
                resources.isEmpty()
                        ? resourcesReader.advertising(values, resource)
                        : resources.get(0).advertising(),
                resources,
                scopePrefix(values, problems),
                HandlerSignatureParser.parseAll(values.list(Key.HANDLERS, rules)),
                values.isOn(Key.PRESETS),
                IdleRules.warn(PolicyReader.access(this, sources, values, problems, rules, issuers), problems),
                ShownLists.read(values),
                TokenlessSettings.read(values),
                SessionSettings.read(values),
                FrameworkUsers.read(values, protectedRoutes),
                values.choice(Key.MODE, "enforce", "report", "off").equals("report")
                        ? Settings.Mode.REPORT
                        : Settings.Mode.ENFORCE,
                values.choice(Key.RSA_VERIFICATION, "exact", "provider").equals("provider"),
                values.seconds(Key.CLOCK_SKEW, 0, 300),
                values.number(Key.TOKEN_CACHE_SIZE, 0, 1_000_000),
                values.number(Key.MAX_TOKEN_SIZE, 256, 65_536),
                values.seconds(Key.MAX_TOKEN_AGE, 0, 31_536_000),
                values.seconds(Key.EXPIRY_GRACE, 0, 3_600),
                values.flag(Key.SOLE_AUDIENCE),
                values.flag(Key.REQUIRE_USER),
                SenderConstraints.read(values, rules),
                denyList == null ? Optional.empty() : Optional.of(denyList.text()),
                new AuditReader(values, problems, files).read(),
                values.isOn(Key.JMX),
                values.seconds(Key.WAIT_FOR_KEYS, 0, 60),
                exit,
                allowHttp,
                level,
                values.flag(Key.REPORT_METADATA),
                values.isOn(Key.PROPAGATION));
        Combinations.requireDevelopment(settings, values, problems);
        new NeighbouringIssuer(values, problems).warn(settings);
        return settings;
    }

    /** The setting that names the file; null, with an error if the file is wrong, unless there is one. */
    private @Nullable Setting denyList(Values values, Problems problems, List<IssuerSettings> issuers) {
        Setting named = values.single(Key.DENY_LIST);
        if (named == null) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (IssuerSettings issuer : issuers) {
            names.add(issuer.name());
        }
        try (InputStream in = files.open(named.text())) {
            byte[] content = in.readNBytes(DenyEntries.MAX_BYTES + 1);
            if (content.length > DenyEntries.MAX_BYTES) {
                problems.wrong(named, "names a file that is too large");
            } else {
                List<Integer> faults = DenyEntries.parse(content, names).faultyLines();
                if (!faults.isEmpty()) {
                    problems.wrong(
                            named, "names a file with lines that are neither jti nor sub and a value: " + faults);
                }
            }
        } catch (IOException e) {
            problems.wrong(named, "names a file that cannot be read");
        }
        return named;
    }

    private static String scopePrefix(Values values, Problems problems) {
        Setting given = values.single(Key.SCOPE_PREFIX);
        String fault = given == null ? null : ElementRules.faultOfScope(given.text());
        if (given != null && fault != null) {
            problems.wrong(given, fault);
        }
        return given == null ? "" : given.text();
    }
}
