package io.mcpoauth2.agent.token;

import io.mcpoauth2.agent.issuer.SigningKey;
import io.mcpoauth2.agent.issuer.TestTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A token a test changes in one place: members of header and payload as JSON text. Valid as it comes. */
final class TestToken {
    static final SigningKey RSA = SigningKey.rsa("rsa");
    static final SigningKey EC = SigningKey.ec("ec", "secp256r1");
    static final SigningKey ED = SigningKey.ed25519("ed");
    static final Instant NOW = TestTime.START;

    private final Map<String, String> header = new TreeMap<>();
    private final Map<String, String> claims = new TreeMap<>();
    private SigningKey key = ED;
    private String algorithm = "EdDSA";

    private TestToken() {}

    static TestToken valid() {
        long now = NOW.getEpochSecond();
        return new TestToken()
                .signedBy(ED, "EdDSA")
                .header("typ", "\"at+jwt\"")
                .claim("iss", "\"https://as.example\"")
                .claim("aud", "\"https://mcp.example/mcp\"")
                .claim("sub", "\"user-1\"")
                .claim("iat", Long.toString(now))
                .claim("exp", Long.toString(now + 300));
    }

    /** Sets kid and alg too. */
    TestToken signedBy(SigningKey signer, String name) {
        key = signer;
        algorithm = name;
        return header("alg", "\"" + name + "\"").header("kid", "\"" + signer.kid() + "\"");
    }

    TestToken header(String name, String json) {
        header.put(name, json);
        return this;
    }

    TestToken claim(String name, String json) {
        claims.put(name, json);
        return this;
    }

    TestToken withoutHeader(String name) {
        header.remove(name);
        return this;
    }

    TestToken withoutClaim(String name) {
        claims.remove(name);
        return this;
    }

    String headerJson() {
        return json(header);
    }

    String payloadJson() {
        return json(claims);
    }

    String build() {
        return key.token(algorithm, headerJson(), payloadJson());
    }

    private static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
