package io.mcpoauth2.testapps.process.kit;

import static io.mcpoauth2.testapps.process.kit.Case.refused;
import static io.mcpoauth2.testapps.process.kit.Kit.valid;

import io.mcpoauth2.testapps.process.Servers;
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
}
