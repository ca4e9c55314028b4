package io.mcpoauth2.testapps.process.kit;

import static io.mcpoauth2.testapps.process.kit.Expected.ACCEPTED;
import static io.mcpoauth2.testapps.process.kit.Expected.INVALID_PROOF;
import static io.mcpoauth2.testapps.process.kit.Expected.INVALID_REQUEST;
import static io.mcpoauth2.testapps.process.kit.Expected.UNPROVEN_TOKEN;

import io.mcpoauth2.testapps.issuer.SigningKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Tokens that are bound to a DPoP key, with proofs of every kind: rows H1 to H3. */
final class ProofCases {
    private ProofCases() {}

    static Stream<Case> all() {
        return Stream.of(good(), schemes(), headers(), claims(), addresses(), times(), several())
                .flatMap(cases -> cases);
    }

    private static Stream<Case> good() {
        List<Case> cases = new ArrayList<>();
        cases.add(proof("H1", "a bound token with its proof", ACCEPTED, proof -> proof));
        cases.add(new Case("H1", "the scheme dpop", ACCEPTED, kit -> {
            String token = bound(kit, kit.proofKey);
            return sent("dpop " + token, Proof.of(kit.proofKey, token).sign(kit.main));
        }));
        Map<String, Function<Kit, SigningKey>> keys = Map.of(
                "ES384", kit -> kit.es384,
                "ES512", kit -> kit.es512,
                "EdDSA", kit -> kit.ed25519,
                "PS256", kit -> kit.ps256,
                "RS512", kit -> kit.rs512);
        keys.keySet().stream()
                .sorted()
                .forEach(algorithm -> cases.add(new Case("H2", "a proof by " + algorithm, ACCEPTED, kit -> {
                    SigningKey key = keys.get(algorithm).apply(kit);
                    String token = bound(kit, key);
                    return sent("DPoP " + token, Proof.of(key, token).sign(kit.main));
                })));
        return cases.stream();
    }

    private static Stream<Case> schemes() {
        return Stream.of(
                new Case("H1", "a bound token as Bearer", UNPROVEN_TOKEN, kit -> Sent.bearer(bound(kit, kit.proofKey))),
                new Case("H1", "a bound token as Bearer, with its proof", UNPROVEN_TOKEN, kit -> {
                    String token = bound(kit, kit.proofKey);
                    return sent("Bearer " + token, Proof.of(kit.proofKey, token).sign(kit.main));
                }),
                new Case("H1", "an unbound token by the scheme DPoP", UNPROVEN_TOKEN, kit -> {
                    String token = kit.token();
                    return sent("DPoP " + token, Proof.of(kit.proofKey, token).sign(kit.main));
                }),
                new Case(
                        "H1",
                        "an unbound token by the scheme DPoP, without proof",
                        UNPROVEN_TOKEN,
                        kit -> Sent.with("Authorization: DPoP " + kit.token())),
                new Case("H1", "an unbound token as Bearer, with a proof", ACCEPTED, kit -> {
                    String token = kit.token();
                    return sent("Bearer " + token, Proof.of(kit.proofKey, token).sign(kit.main));
                }),
                new Case("H1", "an expired bound token with its proof", UNPROVEN_TOKEN, kit -> {
                    String token =
                            kit.mint(Kit.valid().claim("cnf", jkt(kit.proofKey)).claim("exp", 1_700_000_000));
                    return sent("DPoP " + token, Proof.of(kit.proofKey, token).sign(kit.main));
                }),
                new Case("H1", "a certificate-bound token by the scheme DPoP", UNPROVEN_TOKEN, kit -> {
                    String token = kit.mint(Kit.valid().claim("cnf", Map.of("x5t#S256", kit.proofKey.kid())));
                    return sent("DPoP " + token, Proof.of(kit.proofKey, token).sign(kit.main));
                }));
    }

    private static Stream<Case> headers() {
        return Stream.of(
                refused("H2", "typ JWT", proof -> proof.header("typ", "JWT")),
                refused("H2", "typ at+jwt", proof -> proof.header("typ", "at+jwt")),
                refused("H2", "typ missing", proof -> proof.without("typ")),
                refused("H2", "alg none", proof -> proof.header("alg", "none")),
                refused("H2", "alg HS256", proof -> proof.header("alg", "HS256")),
                refused("H2", "alg of another curve", proof -> proof.header("alg", "ES384")),
                refused("H2", "jwk missing", proof -> proof.without("jwk")),
                refused("H2", "jwk with d", proof -> proof.jwk("d", "AAAA")),
                refused("H2", "jwk oct", proof -> proof.header("jwk", Map.of("kty", "oct", "k", "AAAA"))),
                refused("H2", "jwk a text", proof -> proof.header("jwk", "x")),
                refused("H2", "crit", proof -> proof.header("crit", List.of("b64"))),
                proof(
                        "H2",
                        "a key that is not the token's",
                        UNPROVEN_TOKEN,
                        (kit, proof) -> proof.signedWith(kit.unusable.attacker)),
                proof(
                        "H2",
                        "a signature of another key",
                        INVALID_PROOF,
                        (kit, proof) -> proof.signedWith(kit.es256).header("jwk", publicKey(kit.proofKey))));
    }

    private static Stream<Case> claims() {
        return Stream.of(
                refused("H2", "ath missing", proof -> proof.without("ath")),
                refused("H2", "ath of another token", proof -> proof.claim("ath", Proof.hash("other"))),
                refused("H2", "htm missing", proof -> proof.without("htm")),
                refused("H2", "htm GET", proof -> proof.claim("htm", "GET")),
                refused("H2", "htm post", proof -> proof.claim("htm", "post")),
                refused("H2", "jti missing", proof -> proof.without("jti")),
                refused("H2", "jti empty", proof -> proof.claim("jti", "")),
                refused("H2", "jti huge", proof -> proof.claim("jti", "j".repeat(2000))),
                refused("H2", "jti a number", proof -> proof.claim("jti", 1)),
                refused("H2", "iat missing", proof -> proof.without("iat")),
                refused("H2", "iat a float", proof -> proof.claim("iat", now() + 0.5)),
                refused("H2", "iat a text", proof -> proof.claim("iat", Long.toString(now()))),
                refused("H2", "iat at the end of a long", proof -> proof.claim("iat", Long.MIN_VALUE + now())));
    }

    private static Stream<Case> addresses() {
        List<Case> cases = new ArrayList<>();
        cases.add(refused("H2", "htu missing", proof -> proof.without("htu")));
        for (String other : List.of(
                "https://mcp.example.com/other",
                "https://mcp.example.com/mcp/",
                "https://mcp.example.com/MCP",
                "https://mcp.example.com",
                "https://other.example.com/mcp",
                "https://127.0.0.1/mcp",
                "http://mcp.example.com/mcp",
                "https://mcp.example.com:8443/mcp",
                "https://mcp.example.com/mcp?x=1",
                "https://mcp.example.com/mcp#f",
                "/mcp",
                "")) {
            cases.add(refused("H2", "htu " + other, proof -> proof.claim("htu", other)));
        }
        for (String same : List.of(
                "HTTPS://MCP.example.com:443/mcp",
                "https://mcp.example.com/%6dcp",
                "https://mcp.example.com/./mcp",
                "https://mcp.example.com/x/../mcp")) {
            cases.add(proof("H3", "htu " + same, ACCEPTED, proof -> proof.claim("htu", same)));
        }
        cases.add(new Case("H3", "htu of the Host header and of forwarding headers", INVALID_PROOF, kit -> {
            String token = bound(kit, kit.proofKey);
            String proof = Proof.of(kit.proofKey, token)
                    .claim("htu", "https://evil.example/mcp")
                    .sign(kit.main);
            return Sent.with(
                    "Authorization: DPoP " + token,
                    "DPoP: " + proof,
                    "X-Forwarded-Host: evil.example",
                    "X-Forwarded-Proto: https",
                    "Forwarded: host=evil.example;proto=https");
        }));
        return cases.stream();
    }

    private static Stream<Case> times() {
        return Stream.of(
                refused("H2", "iat 301 s ago", proof -> proof.claim("iat", now() - 301)),
                refused("H2", "iat in 302 s", proof -> proof.claim("iat", now() + 302)),
                proof("H2", "iat 290 s ago", ACCEPTED, proof -> proof.claim("iat", now() - 290)),
                proof("H2", "iat in 299 s", ACCEPTED, proof -> proof.claim("iat", now() + 299)));
    }

    private static Stream<Case> several() {
        return Stream.of(
                new Case(
                        "H2",
                        "no proof",
                        INVALID_PROOF,
                        kit -> Sent.with("Authorization: DPoP " + bound(kit, kit.proofKey))),
                new Case("H2", "two proofs", INVALID_PROOF, kit -> {
                    String token = bound(kit, kit.proofKey);
                    return Sent.with(
                            "Authorization: DPoP " + token,
                            "DPoP: " + Proof.of(kit.proofKey, token).sign(kit.main),
                            "DPoP: " + Proof.of(kit.proofKey, token).sign(kit.main));
                }),
                new Case("H2", "not a JWT", INVALID_PROOF, kit -> sent("DPoP " + bound(kit, kit.proofKey), "proof")),
                new Case("H2", "an access token for a proof", INVALID_PROOF, kit -> {
                    String token = bound(kit, kit.proofKey);
                    return sent("DPoP " + token, token);
                }),
                new Case("F4", "Bearer and DPoP, both with proof", INVALID_REQUEST, kit -> {
                    String token = bound(kit, kit.proofKey);
                    return Sent.with(
                            "Authorization: Bearer " + token,
                            "Authorization: DPoP " + token,
                            "DPoP: " + Proof.of(kit.proofKey, token).sign(kit.main));
                }),
                new Case(
                        "F3",
                        "the scheme DPoP and two tokens",
                        INVALID_REQUEST,
                        kit -> Sent.with("Authorization: DPoP " + kit.token() + " " + UUID.randomUUID())));
    }

    static Sent sent(String authorization, String proof) {
        return Sent.with("Authorization: " + authorization, "DPoP: " + proof);
    }

    /** A token that is bound to this key. */
    static String bound(Kit kit, SigningKey key) {
        return kit.mint(Kit.valid().claim("cnf", jkt(key)));
    }

    /** A generated key's kid is its thumbprint. */
    static Map<String, Object> jkt(SigningKey key) {
        return Map.of("jkt", key.kid());
    }

    private static Case refused(String row, String name, UnaryOperator<Proof> change) {
        return proof(row, name, INVALID_PROOF, change);
    }

    private static Case proof(String row, String name, Expected expected, UnaryOperator<Proof> change) {
        return proof(row, name, expected, (kit, proof) -> change.apply(proof));
    }

    private static Case proof(String row, String name, Expected expected, BiFunction<Kit, Proof, Proof> change) {
        return new Case(row, name, expected, kit -> {
            String token = bound(kit, kit.proofKey);
            return sent(
                    "DPoP " + token,
                    change.apply(kit, Proof.of(kit.proofKey, token)).sign(kit.main));
        });
    }

    private static Map<String, Object> publicKey(SigningKey key) {
        Map<String, Object> jwk = key.publicJwk();
        jwk.keySet().removeIf(name -> name.equals("kid") || name.equals("use") || name.equals("alg"));
        return jwk;
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
