package io.mcpoauth2.agent.diagnosis;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.ResourceSettings;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.config.SettingsResult;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.gate.Decision;
import io.mcpoauth2.agent.gate.Gate;
import io.mcpoauth2.agent.gate.Ruling;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.judgement.Reason;
import io.mcpoauth2.agent.proof.ProofOfPossession;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.token.CheckTrail;
import io.mcpoauth2.agent.token.IssuerTokenValidator;
import io.mcpoauth2.agent.wait.Caller;
import io.mcpoauth2.bridge.UserKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sends one token through the gate, as if it came with a request of the MCP endpoint, and shows each check it passes and
 * the one that refuses it. Where the server has several resources, a token that is good shows where it is.
 *
 * <p>Shows of a token what the log does, so neither its text nor whom it speaks of.
 */
final class Explain {
    /** A token, the scheme before it and some space. */
    private static final int SLACK = 256;

    private static final String SCHEME = "bearer ";

    private final SettingsResult configured;
    private final PrintStream out;
    private final PrintStream err;

    Explain(SettingsResult configured, PrintStream out, PrintStream err) {
        this.configured = configured;
        this.out = out;
        this.err = err;
    }

    int run(InputStream in) throws IOException {
        if (configured.settings().isEmpty()) {
            configured.render().forEach(err::println);
            if (configured.errors().isEmpty()) {
                err.println("mode is off: no token is judged");
            }
            return Commands.UNKNOWN;
        }
        Settings settings = configured.settings().get().forDiagnosis();
        String token = token(in, settings.maxTokenSize());
        if (token.isEmpty()) {
            err.println("there is no token on stdin");
            return Commands.UNKNOWN;
        }
        return judge(settings, token);
    }

    private static String token(InputStream in, int maxTokenSize) throws IOException {
        byte[] text = in.readNBytes(maxTokenSize + SLACK);
        String token = new String(text, StandardCharsets.ISO_8859_1).strip();
        String lower = token.toLowerCase(Locale.ROOT).concat(" ");
        return lower.startsWith(SCHEME) ? token.substring(SCHEME.length() - 1).strip() : token;
    }

    private int judge(Settings settings, String token) {
        CapturedLog captured = new CapturedLog();
        AgentLog log = captured.at(AgentLog.Level.DEBUG);
        BoundedVerifier verifier = new BoundedVerifier(1, settings.rsaByProvider());
        OneVerdict validator =
                new OneVerdict(IssuerTokenValidator.create(settings, log, Measurements.NONE, verifier, new Trail()));
        ProofOfPossession possession =
                new ProofOfPossession(settings, verifier, Clock.systemUTC(), System::nanoTime, new SecureRandom());
        Gate gate = new Gate(
                settings, new Access(settings.access().policy()), validator, possession, log, Measurements.NONE);
        List<ResourceSettings> resources = settings.endpoints();
        int best = Commands.UNKNOWN;
        int shown = 0;
        for (int i = 0; i < resources.size() && (i == 0 || validator.isValid()); i++) {
            ResourceSettings resource = resources.get(i);
            Ruling ruling = gate.rule(new TokenRequest(resource.resource(), token), Caller.REQUEST_THREAD);
            Decision decision = ruling instanceof Ruling.Pending pending
                    ? pending.decision().join()
                    : ((Ruling.Settled) ruling).decision();
            List<String> lines = captured.lines();
            if (resources.size() > 1 && validator.isValid()) {
                out.println("resource " + resource.resource());
            }
            lines.subList(shown, lines.size()).forEach(line -> out.println("         " + line));
            shown = lines.size();
            best = Math.min(best, show(decision));
        }
        return best;
    }

    private int show(Decision decision) {
        if (decision instanceof Decision.Admitted admitted) {
            Set<String> scopes = new TreeSet<>();
            if (admitted.identity().user().get(UserKeys.SCOPES) instanceof Set<?> granted) {
                granted.forEach(scope -> scopes.add(String.valueOf(scope)));
            }
            out.println("accepted until " + admitted.identity().user().get(UserKeys.EXPIRES_AT) + ", with the scopes "
                    + (scopes.isEmpty() ? "(none)" : String.join(" ", scopes)));
            return Commands.FINE;
        }
        return refused(((Decision.Answered) decision).reply());
    }

    private int refused(HttpReply reply) {
        boolean untold = reply.status() >= 500;
        out.println((untold ? "unknown" : "refused") + "  the client gets status " + reply.status());
        for (HttpReply.Header header : reply.headers()) {
            if (header.name().equalsIgnoreCase("WWW-Authenticate")) {
                out.println("         " + header.name() + ": " + header.value());
            }
        }
        out.println("         " + new String(reply.body(), StandardCharsets.UTF_8));
        return untold ? Commands.UNKNOWN : Commands.FOUND;
    }

    private final class Trail implements CheckTrail {
        @Override
        public void passed(Reason check) {
            out.println("passed   " + check.text());
        }

        @Override
        public void asks(String whom) {
            out.println("asks     " + whom);
        }
    }
}
