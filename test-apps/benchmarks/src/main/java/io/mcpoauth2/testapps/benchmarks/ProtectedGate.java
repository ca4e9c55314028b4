package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.SettingsReader;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.gate.Decision;
import io.mcpoauth2.agent.gate.Gate;
import io.mcpoauth2.agent.gate.Ruling;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.proof.ProofOfPossession;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.token.IssuerTokenValidator;
import io.mcpoauth2.agent.wait.BoundedWait;
import io.mcpoauth2.agent.wait.Caller;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The agent's own gate and validation, with the keys of an issuer in this process. */
final class ProtectedGate {
    private final BoundedWait wait = new BoundedWait(100, Duration.ofMinutes(1));
    private final Gate gate;

    /**
     * @param cacheSize verdicts kept; 0 makes every request a miss
     */
    ProtectedGate(EmbeddedIssuer issuer, int cacheSize) {
        this(issuer, cacheSize, new BoundedVerifier(Runtime.getRuntime().availableProcessors()));
    }

    /**
     * @param settings more of them, each behind a comma
     */
    ProtectedGate(EmbeddedIssuer issuer, String settings) {
        this(issuer, settings, new BoundedVerifier(Runtime.getRuntime().availableProcessors()));
    }

    ProtectedGate(EmbeddedIssuer issuer, int cacheSize, BoundedVerifier verifier) {
        this(issuer, ",token_cache_size=" + cacheSize, verifier);
    }

    private ProtectedGate(EmbeddedIssuer issuer, String more, BoundedVerifier verifier) {
        AgentLog log = AgentLog.toStderr(AgentLog.Level.ERROR);
        Settings settings = SettingsReader.ofThisProcess(
                        "issuer=" + issuer.issuer() + ",audience=" + Tokens.AUDIENCE + ",allow_http=true" + more)
                .read()
                .settings()
                .orElseThrow();
        ProofOfPossession possession =
                new ProofOfPossession(settings, verifier, Clock.systemUTC(), System::nanoTime, new SecureRandom());
        gate = new Gate(
                settings,
                new Access(settings.access().policy()),
                IssuerTokenValidator.create(settings, log, Measurements.NONE, verifier),
                possession,
                log,
                Measurements.NONE);
    }

    /**
     * @throws IllegalStateException if the token is refused: a refusal would be measured for an admission
     */
    Decision.Admitted admit(String authorization) {
        Decision decision = decide(authorization);
        if (decision instanceof Decision.Admitted admitted) {
            return admitted;
        }
        throw new IllegalStateException("not admitted: " + decision);
    }

    Gate gate() {
        return gate;
    }

    Decision decide(String authorization) {
        Ruling ruling = gate.rule(new Request(authorization), Caller.REQUEST_THREAD);
        return ruling instanceof Ruling.Pending pending
                ? wait.await(pending.decision(), pending.whenBusy())
                : ((Ruling.Settled) ruling).decision();
    }

    /** A request for the MCP endpoint. */
    static class Request implements HttpRequestView {
        private final String authorization;

        Request(String authorization) {
            this.authorization = authorization;
        }

        @Override
        public String method() {
            return "POST";
        }

        @Override
        public String rawPath() {
            return "/mcp";
        }

        @Override
        public Optional<String> rawQuery() {
            return Optional.empty();
        }

        @Override
        public List<String> headers(String name) {
            return name.equalsIgnoreCase("Authorization") ? List.of(authorization) : List.of();
        }

        @Override
        public Optional<X509Certificate> clientCertificate() {
            return Optional.empty();
        }

        @Override
        public Optional<InetAddress> peer() {
            return Optional.empty();
        }
    }
}
