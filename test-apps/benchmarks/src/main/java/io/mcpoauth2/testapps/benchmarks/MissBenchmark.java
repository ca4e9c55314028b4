package io.mcpoauth2.testapps.benchmarks;

import io.mcpoauth2.agent.gate.Decision;
import io.mcpoauth2.testapps.issuer.EmbeddedIssuer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The whole gate for a token it has not seen, beside the signature alone, which no validation can do without. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MissBenchmark {
    /** JWS name. */
    @Param({"RS256", "PS256", "ES256", "EdDSA"})
    public String algorithm = "RS256";

    private EmbeddedIssuer issuer = EmbeddedIssuer.builder().start();
    private ProtectedGate gate = new ProtectedGate(issuer, 0);
    private String authorization = "";
    private byte[] signingInput = {};
    private byte[] signature = {};

    @Setup
    public void start() {
        issuer.close(); // Fields have no @Param yet when they are initialised.
        issuer = EmbeddedIssuer.builder().algorithm(algorithm).start();
        gate = new ProtectedGate(issuer, 0);
        String token = new Tokens(issuer).next();
        int dot = token.lastIndexOf('.');
        signingInput = token.substring(0, dot).getBytes(StandardCharsets.US_ASCII);
        signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
        authorization = "Bearer " + token;
    }

    @TearDown
    public void close() {
        issuer.close();
    }

    @Benchmark
    public Decision.Admitted unseenToken() {
        return gate.admit(authorization);
    }

    @Benchmark
    public boolean signatureAlone() throws GeneralSecurityException {
        Signature verifier = switch (algorithm) {
            case "RS256" -> Signature.getInstance("SHA256withRSA");
            case "PS256" -> pss();
            case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
            default -> Signature.getInstance("Ed25519");
        };
        verifier.initVerify(issuer.signingKey().publicKey());
        verifier.update(signingInput);
        return verifier.verify(signature);
    }

    private static Signature pss() throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("RSASSA-PSS");
        verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        return verifier;
    }
}
