package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.proof.ProofOfPossession;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.token.TokenValidator;
import io.mcpoauth2.agent.wait.Caller;
import java.time.Clock;
import java.util.Random;

/** A gate whose tokens a test judges, before a server with a thread for each request. */
record TestGate(Gate gate) {
    static TestGate of(Settings settings, TokenValidator validator, AgentLog log) {
        return of(settings, validator, log, Measurements.NONE);
    }

    static TestGate of(Settings settings, TokenValidator validator, AgentLog log, Measurements measurements) {
        return of(settings, new Access(settings.access().policy()), validator, log, measurements);
    }

    static TestGate of(
            Settings settings, Access access, TokenValidator validator, AgentLog log, Measurements measurements) {
        ProofOfPossession possession = new ProofOfPossession(
                settings, new BoundedVerifier(1), Clock.systemUTC(), System::nanoTime, new Random(1));
        return new TestGate(new Gate(settings, access, validator, possession, log, measurements));
    }

    /** What becomes of a request, as soon as it is known. */
    Decision admit(HttpRequestView request) {
        Ruling ruling = gate.rule(request, Caller.REQUEST_THREAD);
        return ruling instanceof Ruling.Pending pending
                ? pending.decision().join()
                : ((Ruling.Settled) ruling).decision();
    }

    ErrorReplies refusals() {
        return gate.refusals();
    }
}
