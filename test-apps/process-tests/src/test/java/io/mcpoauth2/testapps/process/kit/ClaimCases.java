package io.mcpoauth2.testapps.process.kit;

import static io.mcpoauth2.testapps.process.kit.Case.refused;
import static io.mcpoauth2.testapps.process.kit.Kit.valid;

import io.mcpoauth2.testapps.process.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Tokens that are signed well and say the wrong thing: rows B (audience), C (issuer), D (type) and H1 (binding). */
final class ClaimCases {
    private ClaimCases() {}

    static Stream<Case> all() {
        return Stream.of(audiences(), issuers(), types(), bindings()).flatMap(cases -> cases);
    }

    private static Stream<Case> audiences() {
        List<Case> cases = new ArrayList<>();
        cases.add(refused("B1", "aud absent", kit -> kit.mint(valid().without("aud"))));
        cases.add(audience("B1", "null", null));
        cases.add(audience("B1", "empty", ""));
        cases.add(audience("B1", "an empty array", List.of()));
        cases.add(audience("B1", "an object", Map.of(Servers.AUDIENCE, Servers.AUDIENCE)));
        cases.add(audience("B1", "a number", 1));
        cases.add(audience("B1", "an array of null", Arrays.asList((Object) null)));
        cases.add(audience("B1", "an array of null and us", Arrays.asList(null, Servers.AUDIENCE)));
        cases.add(audience("B1", "an array in an array", List.of(List.of(Servers.AUDIENCE))));
        cases.add(audience("B1", "several in one text", "https://other.example.com " + Servers.AUDIENCE));
        cases.add(audience("B1", "*", "*"));
        for (String other : List.of(
                "https://mcp.example.com/mc",
                "https://mcp.example.com/mcp2",
                "https://mcp.example.com/mcp/../mcp",
                "https://mcp.example.com/./mcp",
                "https://mcp.example.com/%6dcp",
                "https://mcp.example.com//mcp",
                "https://mcp.example.com",
                "https://mcp.example.com.other.example/mcp",
                "https://mcp.example.com@other.example/mcp",
                "https://user@mcp.example.com/mcp",
                "https://xmcp.example.com/mcp",
                "https://mcp.example.com./mcp",
                "http://mcp.example.com/mcp",
                "https://mcp.example.com:8443/mcp",
                "https://mcp.example.com:80/mcp",
                "https://mcp.example.com/mcp?x",
                "https://mcp.example.com/mcp#f",
                "https://mcp.example.com\\mcp",
                " https://mcp.example.com/mcp",
                "mcp.example.com/mcp")) {
            cases.add(audience("B3", other, other));
        }
        cases.add(audience("B4", "us with a slash", Servers.AUDIENCE + "/"));
        cases.add(audience("B6", "path in upper case", "https://mcp.example.com/MCP"));
        cases.add(audience("B7", "the client", "client"));
        cases.add(audience("B7", "account", "account"));
        cases.add(audience("B7", "the issuer of another API", List.of("00000003-0000-0000-c000-000000000000")));
        return cases.stream();
    }

    private static Case audience(String row, String name, Object value) {
        return refused(row, "aud is " + name, kit -> kit.mint(valid().claim("aud", value)));
    }

    private static Stream<Case> issuers() {
        return Stream.of(
                refused("C1", "iss absent", kit -> kit.mint(valid().without("iss"))),
                refused("C1", "iss null", kit -> kit.mint(valid().claim("iss", null))),
                refused("C1", "iss an array", kit -> kit.mint(valid().claim("iss", List.of(kit.main.issuer())))),
                refused(
                        "C1",
                        "key of the other trusted issuer",
                        kit -> kit.second.mint(valid().issuer(kit.main.issuer()))),
                refused(
                        "C1",
                        "key of the other trusted issuer, under a kid of this one",
                        kit -> kit.second.mint(valid().issuer(kit.main.issuer())
                                .header("kid", kit.main.signingKey().kid()))),
                refused(
                        "C1",
                        "key of the other trusted issuer, no kid",
                        kit -> kit.second.mint(valid().issuer(kit.main.issuer()).withoutHeader("kid"))),
                issuer("with a slash", kit -> kit.main.issuer() + "/"),
                issuer("with a path", kit -> kit.main.issuer() + "/realms/../"),
                issuer("with another's domain", kit -> kit.main.issuer() + ".other.example"),
                issuer("in upper case", kit -> kit.main.issuer().replace("http", "HTTP")),
                issuer("https", kit -> kit.main.issuer().replace("http", "https")),
                issuer("localhost", kit -> kit.main.issuer().replace("127.0.0.1", "localhost")),
                issuer("with a space", kit -> kit.main.issuer() + " "),
                issuer("both, as configured", kit -> kit.main.issuer() + "," + kit.second.issuer()),
                issuer("a homoglyph", kit -> kit.main.issuer().replace("http", "htt\u0440")),
                issuer("empty", kit -> ""),
                refused("C3", "an issuer that is not trusted", kit -> kit.stranger.mint(valid())),
                refused(
                        "C3",
                        "an issuer that is not trusted, trusted by its iss parameter",
                        kit -> kit.stranger.mint(valid().header("iss", kit.main.issuer()))));
    }

    private static Case issuer(String name, Function<Kit, String> issuer) {
        return refused("C2", "iss " + name, kit -> kit.mint(valid().issuer(issuer.apply(kit))));
    }

    private static Stream<Case> types() {
        List<Case> cases = new ArrayList<>();
        for (String type : List.of(
                "logout+jwt",
                "token-introspection+jwt",
                "dpop+jwt",
                "secevent+jwt",
                "oauth-id-jag+jwt",
                "client-authentication+jwt",
                "oauth-authz-req+jwt",
                "at+jwt;v=1",
                "text/at+jwt",
                "at+jwt ",
                "none",
                "")) {
            cases.add(refused("D1", "typ " + type, kit -> kit.mint(valid().type(type))));
        }
        cases.add(refused("D1", "typ null", kit -> kit.mint(valid().header("typ", null))));
        cases.add(refused("D1", "typ an array", kit -> kit.mint(valid().header("typ", List.of("at+jwt")))));
        for (String marker : List.of("nonce", "at_hash", "c_hash", "s_hash", "events", "token_introspection")) {
            cases.add(refused(
                    "D1",
                    "typ JWT with " + marker,
                    kit -> kit.mint(valid().type("JWT").claim(marker, "x"))));
            cases.add(refused(
                    "D3",
                    "no typ, with " + marker,
                    kit -> kit.mint(valid().withoutHeader("typ").claim(marker, "x"))));
        }
        for (String claim : List.of("ID", "Refresh", "Logout", "Offline")) {
            cases.add(refused(
                    "D1",
                    "Keycloak's typ claim " + claim,
                    kit -> kit.mint(valid().type("JWT").claim("typ", claim))));
        }
        cases.add(refused(
                "D1",
                "Cognito's token_use id",
                kit -> kit.mint(valid().type("JWT").claim("token_use", "id"))));
        cases.add(refused(
                "D1", "client assertion", kit -> kit.mint(valid().type("JWT").subject(kit.main.issuer()))));
        cases.add(refused(
                "D1",
                "ID token",
                kit -> kit.mint(valid().type("JWT")
                        .audience("client")
                        .claim("nonce", "n")
                        .without("client_id", "scope"))));
        return cases.stream();
    }

    private static Stream<Case> bindings() {
        return Stream.of(
                bound("to a DPoP key", Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I")),
                bound("to a certificate", Map.of("x5t#S256", "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2")),
                bound("to an unknown kind", Map.of("osc", "x")),
                bound("to two", Map.of("jkt", "x", "x5t#S256", "y")),
                bound("to nothing", Map.of()),
                bound("null", null),
                bound("a text", "jkt"));
    }

    private static Case bound(String name, Object value) {
        return refused("H1", "bound " + name, kit -> kit.mint(valid().claim("cnf", value)));
    }

    /** Rows E: times and subject, and scopes that do not suffice. */
    static Stream<Case> times() {
        List<Case> cases = new ArrayList<>();
        cases.add(refused("E1", "exp absent", kit -> kit.mint(valid().without("exp"))));
        for (Object value : Arrays.asList(null, "", "9999999999", true, List.of(9999999999L), Map.of(), -1, 0)) {
            cases.add(refused("E1", "exp " + Kit.json(value), kit -> kit.mint(valid().claim("exp", value))));
        }
        cases.add(refused("E1", "exp 1e400", kit -> kit.forge.pkcs1(256, exp(kit, "1e400"))));
        cases.add(refused("E1", "exp NaN", kit -> kit.forge.pkcs1(256, exp(kit, "NaN"))));
        cases.add(refused("E1", "exp 1e-400", kit -> kit.forge.pkcs1(256, exp(kit, "1e-400"))));
        for (String beyond : List.of("9e15", "9223372036854775808", "18446744073709551616", "9223372036854775807")) {
            cases.add(refused("E2", "exp " + beyond, kit -> kit.forge.pkcs1(256, exp(kit, beyond))));
        }
        cases.add(refused(
                "E2",
                "exp in milliseconds",
                kit -> kit.mint(
                        valid().claim("exp", Instant.now().plusSeconds(600).toEpochMilli()))));
        cases.add(refused("E2", "exp in two years", kit -> kit.mint(valid().expiresIn(Duration.ofDays(730)))));
        cases.add(refused("E2", "exp beyond the skew", kit -> kit.mint(valid().expiresIn(Duration.ofSeconds(-61)))));
        cases.add(refused("E2", "exp an hour ago", kit -> kit.mint(valid().expiresIn(Duration.ofHours(-1)))));
        cases.add(refused(
                "E3",
                "nbf in the future",
                kit -> kit.mint(valid().notBefore(Instant.now().plusSeconds(300)))));
        cases.add(refused("E3", "nbf a text", kit -> kit.mint(valid().claim("nbf", "0"))));
        cases.add(refused("E3", "nbf null", kit -> kit.mint(valid().claim("nbf", null))));
        cases.add(refused(
                "E4",
                "iat in the future",
                kit -> kit.mint(valid().issuedAt(Instant.now().plusSeconds(300)))));
        cases.add(refused("E4", "iat a text", kit -> kit.mint(valid().claim("iat", "1"))));
        cases.add(refused("E6", "sub absent", kit -> kit.mint(valid().without("sub"))));
        for (Object subject :
                Arrays.asList(null, "", "null", "a\u0000b", "a\r\nb", "a\u007f", "a\u0085", 1, List.of("a"))) {
            cases.add(refused("E6", "sub " + Kit.json(subject), kit -> kit.mint(valid().claim("sub", subject))));
        }
        cases.add(refused("E6", "sub of 1025 bytes", kit -> kit.mint(valid().subject("s".repeat(1025)))));
        return cases.stream();
    }

    private static String exp(Kit kit, String number) {
        String claims = kit.claims("");
        int from = claims.indexOf("\"exp\":") + "\"exp\":".length();
        return claims.substring(0, from) + number + claims.substring(from + 10);
    }

    static Stream<Case> scopes() {
        List<Case> cases = new ArrayList<>();
        cases.add(scope("absent", null));
        for (Object scope : List.of(
                "",
                "files:readwrite",
                "files",
                "FILES:READ",
                "files:read,files:write",
                "files:write\tfiles:read",
                "files:write\u00a0files:read",
                "\"files:read\"",
                "*",
                1,
                true,
                Map.of("files:read", true),
                List.of("files:read files:write"),
                List.of(List.of("files:read")))) {
            cases.add(scope(Kit.json(scope), scope));
        }
        return cases.stream();
    }

    private static Case scope(String name, Object value) {
        return new Case(
                "E8",
                "scope " + name,
                Expected.INSUFFICIENT_SCOPE,
                kit -> Sent.bearer(kit.mint(value == null ? valid().without("scope") : valid().claim("scope", value))));
    }
}
