package io.mcpoauth2.agent.gate;

import io.mcpoauth2.agent.access.Access;
import io.mcpoauth2.agent.config.Settings;
import io.mcpoauth2.agent.exchange.HttpRequestView;
import io.mcpoauth2.agent.exchange.MessageBudget;
import io.mcpoauth2.agent.exchange.MessageBuffer;
import io.mcpoauth2.agent.jose.BoundedVerifier;
import io.mcpoauth2.agent.proof.ProofOfPossession;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.agent.telemetry.Measurements;
import io.mcpoauth2.agent.token.TokenValidator;
import io.mcpoauth2.agent.wait.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
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

    /** What becomes of a request whose message is read, and of its message. */
    Decision send(HttpRequestView request, String body) {
        Decision.Admitted admitted = (Decision.Admitted) admit(request);
        int max = Objects.requireNonNull(admitted.message()).maxSize();
        MessageBuffer buffer = new MessageBuffer(max, new MessageBudget(1 << 20), 0);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        buffer.add(bytes, 0, bytes.length);
        return gate.ruleMessage(admitted, buffer);
    }

    /** The agent's own status; 200 where the request goes on. */
    static int statusOf(Decision decision) {
        return decision instanceof Decision.Answered answered ? answered.reply().status() : 200;
    }
}
