package io.mcpoauth2.testapps.process.kit;

import static io.mcpoauth2.testapps.process.kit.Case.accepted;
import static io.mcpoauth2.testapps.process.kit.Kit.valid;

import io.mcpoauth2.testapps.process.Servers;
import java.math.BigDecimal;
import java.security.spec.MGF1ParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tokens that must be accepted: a resource server that refuses what is valid is as broken as an open one. */
final class GoodCases {
    private GoodCases() {}

    static Stream<Case> all() {
        return Stream.of(algorithms(), types(), claims(), scopes()).flatMap(cases -> cases);
    }

    private static Stream<Case> algorithms() {
        return Stream.of(
                accepted("A3", "RS256", kit -> kit.token()),
                accepted("A3", "RS384", kit -> kit.forge.pkcs1(384, kit.claims(""))),
                accepted("A3", "RS512", kit -> kit.mint(valid().signedWith(kit.rs512))),
                accepted("A3", "PS256", kit -> kit.mint(valid().signedWith(kit.ps256))),
                accepted(
                        "A3",
                        "PS384",
                        kit -> kit.forge.pss("PS384", 384, kit.claims(""), MGF1ParameterSpec.SHA384, 48)),
                accepted(
                        "A3",
                        "PS512",
                        kit -> kit.forge.pss("PS512", 512, kit.claims(""), MGF1ParameterSpec.SHA512, 64)),
                accepted("A3", "ES256", kit -> kit.mint(valid().signedWith(kit.es256))),
                accepted("A3", "ES384", kit -> kit.mint(valid().signedWith(kit.es384))),
                accepted("A3", "ES512", kit -> kit.mint(valid().signedWith(kit.es512))),
                accepted("A3", "EdDSA", kit -> kit.mint(valid().signedWith(kit.ed25519))),
                accepted(
                        "A3",
                        "Ed25519, the name of RFC 9864",
                        kit -> kit.mint(valid().signedWith(kit.ed25519).header("alg", "Ed25519"))),
                accepted("C1", "the other trusted issuer", kit -> kit.second.mint(valid())),
                accepted(
                        "A7",
                        "no kid, and the issuer has one key",
                        kit -> kit.second.mint(valid().withoutHeader("kid"))),
                accepted(
                        "A7",
                        "no kid, and one of many keys fits",
                        kit -> kit.mint(valid().signedWith(kit.es384).withoutHeader("kid"))),
                accepted(
                        "A5",
                        "jku and x5u beside the kid of a published key are not looked at",
                        kit -> kit.mint(valid().header("jku", kit.bait.uri().toString())
                                .header("x5u", kit.bait.uri().toString()))));
    }

    private static Stream<Case> types() {
        return Stream.of(
                accepted("D2", "typ AT+JWT", kit -> kit.mint(valid().type("AT+JWT"))),
                accepted("D2", "typ application/at+jwt", kit -> kit.mint(valid().type("application/at+jwt"))),
                accepted("D2", "typ JWT", kit -> kit.mint(valid().type("JWT"))),
                accepted("D2", "typ jwt", kit -> kit.mint(valid().type("jwt"))),
                accepted("D3", "no typ", kit -> kit.mint(valid().withoutHeader("typ"))),
                accepted(
                        "D1",
                        "typ JWT with Keycloak's typ claim Bearer",
                        kit -> kit.mint(valid().type("JWT").claim("typ", "Bearer"))),
                accepted(
                        "D1",
                        "typ JWT with Cognito's token_use access",
                        kit -> kit.mint(valid().type("JWT").claim("token_use", "access"))));
    }

    private static Stream<Case> claims() {
        return Stream.of(
                accepted("B2", "aud an array of us", kit -> kit.mint(valid().claim("aud", List.of(Servers.AUDIENCE)))),
                accepted(
                        "B2",
                        "aud an array of us and others",
                        kit -> kit.mint(valid().audience("https://other.example.com", Servers.AUDIENCE))),
                accepted("B5", "aud with an empty path", kit -> kit.mint(valid().audience(Kit.BARE_AUDIENCE))),
                accepted("B5", "aud with a slash for it", kit -> kit.mint(valid().audience(Kit.BARE_AUDIENCE + "/"))),
                accepted(
                        "B6",
                        "aud with upper-case scheme and host",
                        kit -> kit.mint(valid().audience("HTTPS://MCP.Example.com/mcp"))),
                accepted(
                        "B6",
                        "aud with the default port",
                        kit -> kit.mint(valid().audience("https://mcp.example.com:443/mcp"))),
                accepted("E2", "exp with a fraction", kit -> kit.mint(valid().claim("exp", inSeconds(600, "0.9")))),
                accepted("E2", "exp with an exponent", kit -> kit.forge.pkcs1(256, expExponent(kit))),
                accepted("E2", "exp a second ago", kit -> kit.mint(valid().expiresIn(Duration.ofSeconds(-1)))),
                accepted("E3", "nbf negative", kit -> kit.mint(valid().claim("nbf", -1))),
                accepted(
                        "E3",
                        "nbf within the skew",
                        kit -> kit.mint(valid().notBefore(Instant.now().plusSeconds(30)))),
                accepted("E4", "no iat", kit -> kit.mint(valid().without("iat"))),
                accepted("E4", "iat long ago", kit -> kit.mint(valid().claim("iat", 1))),
                accepted("E6", "sub of 1024 bytes", kit -> kit.mint(valid().subject("s".repeat(1024)))),
                accepted("E6", "sub beyond ASCII", kit -> kit.mint(valid().subject("zo\u00eb \ud83d\ude00"))),
                accepted(
                        "E7",
                        "a client without a user",
                        kit -> kit.mint(valid().subject("client").clientId("client"))),
                accepted(
                        "A10",
                        "further claims of any kind",
                        kit -> kit.mint(valid().claim("x_object", Map.of("a", List.of(1, 2.5, true)))
                                .claim("x_null", null)
                                .claim("groups", List.of("a", "b")))),
                accepted(
                        "A10",
                        "white space around the JSON",
                        kit -> kit.forge.pkcs1(256, " " + kit.claims(" ") + "\n")),
                accepted("F7", "a token of 6 KB", kit -> kit.mint(valid().claim("padding", "p".repeat(4300)))));
    }

    private static Stream<Case> scopes() {
        return Stream.of(
                accepted("E8", "scope among others", kit -> kit.mint(valid().scopes("a", Kit.SCOPE, "z"))),
                accepted("E8", "scope between several spaces", kit -> kit.mint(valid().scopes("a", "", "", Kit.SCOPE))),
                accepted("E8", "scope an array", kit -> kit.mint(valid().claim("scope", List.of("a", Kit.SCOPE)))),
                accepted(
                        "E8",
                        "scp a string",
                        kit -> kit.mint(valid().without("scope").claim("scp", "a " + Kit.SCOPE))),
                accepted(
                        "E8",
                        "scp an array",
                        kit -> kit.mint(valid().without("scope").claim("scp", List.of(Kit.SCOPE)))));
    }

    private static BigDecimal inSeconds(long seconds, String fraction) {
        return BigDecimal.valueOf(Instant.now().getEpochSecond() + seconds).add(new BigDecimal(fraction));
    }

    /** The same number, written as 1.8e9 is. */
    private static String expExponent(Kit kit) {
        String claims = kit.claims("");
        int exp = claims.indexOf("\"exp\":") + "\"exp\":".length();
        return claims.substring(0, exp + 1) + '.' + claims.substring(exp + 1, exp + 10) + "e9"
                + claims.substring(exp + 10);
    }
}
