package io.mcpoauth2.agent.proof;

import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.issuer.SigningKey;
import io.mcpoauth2.agent.issuer.TestTime;
import io.mcpoauth2.agent.jose.Base64Url;
import io.mcpoauth2.agent.jose.JwkThumbprint;
import io.mcpoauth2.agent.jose.MalformedJsonException;
import io.mcpoauth2.agent.jose.Sha256;
import io.mcpoauth2.agent.jose.StrictJson;
import io.mcpoauth2.agent.wait.Caller;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A DPoP proof that a test changes in one place: members of header and payload as JSON text. Valid as it comes. */
final class TestProof {
    static final SigningKey KEY = SigningKey.ec("proof", "secp256r1");
    static final String TOKEN = "a.b.c";
    static final String URI = "https://mcp.example/mcp";

    private final Map<String, String> header = new TreeMap<>();
    private final Map<String, String> claims = new TreeMap<>();
    private SigningKey key = KEY;
    private String algorithm = "ES256";

    private TestProof() {}

    static TestProof valid() {
        return new TestProof()
                .signedBy(KEY, "ES256")
                .header("typ", "\"dpop+jwt\"")
                .claim("jti", "\"" + UUID.randomUUID() + "\"")
                .claim("htm", "\"POST\"")
                .claim("htu", "\"" + URI + "\"")
                .claim("iat", Long.toString(TestTime.START.getEpochSecond()))
                .claim("ath", "\"" + hash(TOKEN) + "\"");
    }

    /** Sets alg and jwk too. */
    TestProof signedBy(SigningKey signer, String name) {
        key = signer;
        algorithm = name;
        return header("alg", "\"" + name + "\"").header("jwk", signer.jwk());
    }

    TestProof header(String name, String json) {
        header.put(name, json);
        return this;
    }

    TestProof claim(String name, String json) {
        claims.put(name, json);
        return this;
    }

    TestProof without(String name) {
        header.remove(name);
        claims.remove(name);
        return this;
    }

    String build() {
        return key.token(algorithm, json(header), json(claims));
    }

    static SampleRequest request(String proof) {
        return SampleRequest.post("/mcp").header("DPoP", proof);
    }

    /** What becomes of a request with this proof and a token that is bound to {@link #KEY}. */
    static ProofResult check(DpopProofs proofs, String proof) {
        return check(proofs, request(proof), TOKEN, thumbprint(KEY));
    }

    static ProofResult check(DpopProofs proofs, SampleRequest request, String token, String thumbprint) {
        return proofs.check(request, token, thumbprint, Caller.REQUEST_THREAD).join();
    }

    static String hash(String token) {
        return Base64Url.encode(Sha256.of(token.getBytes(StandardCharsets.US_ASCII)));
    }

    static String thumbprint(SigningKey key) {
        return thumbprint(json(key.jwk()));
    }

    /** Of the key that a proof brings. */
    static String thumbprintIn(String proof) {
        byte[] header = Base64Url.decode(proof.substring(0, proof.indexOf('.'))).orElseThrow();
        return thumbprint((Map<?, ?>) Objects.requireNonNull(
                json(new String(header, StandardCharsets.UTF_8)).get("jwk")));
    }

    private static String thumbprint(Map<?, ?> jwk) {
        return Base64Url.encode(JwkThumbprint.of(jwk).orElseThrow());
    }

    private static Map<String, @Nullable Object> json(String text) {
        try {
            return new StrictJson(8192).parseObject(text.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
