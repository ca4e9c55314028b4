package io.mcpoauth2.agent.diagnosis;

import io.mcpoauth2.agent.config.IntrospectionSettings;
import io.mcpoauth2.agent.config.IssuerSettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.issuer.Keys;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.jose.KeyIds;
import io.mcpoauth2.agent.jose.VerificationKey;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.token.IssuerTokenValidator;
import io.mcpoauth2.agent.token.Verdict;
import io.mcpoauth2.agent.wait.Caller;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Asks every issuer what the agent would ask it, by the agent's own code, and reads what it would log. */
final class IssuerCheck {
    private final Settings settings;
    private final Map<String, String> environment;
    private final CheckReport report;
    private final CapturedLog captured = new CapturedLog();

    IssuerCheck(Settings settings, Map<String, String> environment, CheckReport report) {
        this.settings = settings;
        this.environment = environment;
        this.report = report;
    }

    void run() {
        IssuerTokenValidator validator = IssuerTokenValidator.create(
                settings,
                captured.at(AgentLog.Level.WARN),
                Measurements.NONE,
                new BoundedVerifier(1, settings.rsaByProvider()));
        for (IssuerSettings issuer : settings.issuers()) {
            proxy(issuer);
            keys(issuer.name(), validator.keys(issuer.name()).join());
            validator.clockDifference(issuer.name()).ifPresent(ahead -> clock(issuer.name(), ahead));
        }
        boolean opaque = settings.issuers().stream()
                .anyMatch(issuer -> issuer.introspection()
                        .map(IntrospectionSettings::opaqueTokens)
                        .orElse(false));
        if (opaque) {
            introspection(validator
                    .later(UUID.randomUUID().toString(), Caller.REQUEST_THREAD)
                    .join());
        }
        for (String line : captured.lines()) {
            String text = line.replaceFirst("^(WARN|ERROR) ", "");
            report.finding(new Finding("issuer", text, Remedies.of(text)));
        }
    }

    private void keys(String issuer, Keys keys) {
        if (keys instanceof Keys.Ready ready && !ready.set().keys().isEmpty()) {
            report.note(issuer + " publishes the keys "
                    + ready.set().keys().stream().map(IssuerCheck::describe).collect(Collectors.joining(", ")));
        }
    }

    /** A second is what the header cannot tell. */
    private void clock(String issuer, Duration ahead) {
        String text = "the clock of " + issuer + " is " + ahead.abs().toSeconds() + " s "
                + (ahead.isNegative() ? "behind" : "ahead of") + " this one";
        if (ahead.abs().compareTo(settings.clockSkew().plusSeconds(1)) > 0) {
            report.finding(new Finding(
                    "issuer",
                    text + ", and clock_skew is " + settings.clockSkew().toSeconds() + " s",
                    "set this machine's clock by NTP, or have the issuer's set"));
        } else {
            report.note(text);
        }
    }

    private static String describe(VerificationKey key) {
        return key.kind()
                + key.algorithm().map(algorithm -> " for " + algorithm).orElse("")
                + key.kid().map(KeyIds::printable).orElse(" (no kid)");
    }

    private void introspection(Verdict ofNoToken) {
        if (ofNoToken instanceof Verdict.Valid) {
            report.finding(new Finding(
                    "issuer",
                    "the introspection endpoint calls a made-up token active",
                    "introspection_uri is not the endpoint of this issuer, or answers everybody"));
        } else if (ofNoToken instanceof Verdict.Invalid) {
            report.note("the introspection endpoint answers, and knows a made-up token for none");
        }
    }

    /** The JVM's own properties decide; variables are other programs' custom. */
    private void proxy(IssuerSettings issuer) {
        Optional<URI> address = issuer.keys()
                .jwksUri()
                .or(() -> Optional.of(issuer.name())
                        .filter(name -> name.startsWith("http"))
                        .map(URI::create));
        if (address.isEmpty() || issuer.keys().jwksFile().isPresent()) {
            return;
        }
        List<Proxy> proxies = ProxySelector.getDefault().select(address.get());
        Proxy first = proxies.isEmpty() ? Proxy.NO_PROXY : proxies.get(0);
        report.note(
                first.type() == Proxy.Type.DIRECT
                        ? address.get() + " is asked without a proxy" + unread()
                        : address.get() + " is asked through the proxy " + first.address());
    }

    private String unread() {
        for (String variable : List.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")) {
            if (environment.containsKey(variable)) {
                return ", as a JVM does not read " + variable;
            }
        }
        return "";
    }
}
