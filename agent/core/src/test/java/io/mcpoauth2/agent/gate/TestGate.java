package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.proof.ProofOfPossession;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.token.TokenValidator;
import java.time.Clock;
import java.util.Random;

/** Makes a gate whose tokens a test judges. */
final class TestGate {
    private TestGate() {}

    static Gate of(Settings settings, TokenValidator validator, AgentLog log) {
        return of(settings, validator, log, Measurements.NONE);
    }

    static Gate of(Settings settings, TokenValidator validator, AgentLog log, Measurements measurements) {
        ProofOfPossession possession = new ProofOfPossession(
                settings, new BoundedVerifier(1), Clock.systemUTC(), System::nanoTime, new Random(1));
        return new Gate(settings, validator, possession, log, measurements);
    }
}
