package io.mcpoauth2.testapps.process.kit;

import static io.mcpoauth2.testapps.process.kit.Expected.ACCEPTED;
import static io.mcpoauth2.testapps.process.kit.Expected.INVALID_REQUEST;
import static io.mcpoauth2.testapps.process.kit.Expected.INVALID_TOKEN;
import static io.mcpoauth2.testapps.process.kit.Expected.NO_TOKEN;
import static io.mcpoauth2.testapps.process.kit.Expected.REFUSED_BY_ANYONE;

import io.mcpoauth2.testapps.process.ServerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A faultless token, or none, in every header it may and may not come in: rows F1 to F8. */
final class HeaderCases {
    private HeaderCases() {}

    static Stream<Case> all(ServerKind server) {
        return Stream.of(absent(), schemes(), malformed(), controls(server), several(), elsewhere(), sizes(server))
                .flatMap(cases -> cases);
    }

    private static Stream<Case> absent() {
        return Stream.of(
                new Case("F1", "no Authorization", NO_TOKEN, kit -> Sent.with()),
                line("F1", "empty", NO_TOKEN, token -> ""),
                line("F1", "white space", NO_TOKEN, token -> " \t "),
                line("F1", "Bearer", NO_TOKEN, token -> "Bearer"),
                line("F1", "Bearer and a space", NO_TOKEN, token -> "Bearer "),
                line("F1", "bearer and spaces", NO_TOKEN, token -> "bearer   "),
                line("F6", "Basic", NO_TOKEN, token -> "Basic dXNlcjpwYXNz"),
                line(
                        "F6",
                        "Negotiate",
                        NO_TOKEN,
                        token -> "Negotiate YIIJvwYGKwYBBQUCoIIJszCCCa+gMDAuBgkqhkiC9xIBAgI="),
                line(
                        "F6",
                        "Digest",
                        NO_TOKEN,
                        token -> "Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"/mcp\""),
                line("F1", "DPoP alone", NO_TOKEN, token -> "DPoP"),
                line("F6", "an unknown scheme", NO_TOKEN, token -> "Bearerx " + token),
                line("F6", "Token", NO_TOKEN, token -> "Token " + token),
                line("F6", "the token alone", NO_TOKEN, token -> token));
    }

    private static Stream<Case> schemes() {
        return Stream.of(
                line("F2", "bearer", ACCEPTED, token -> "bearer " + token),
                line("F2", "BEARER", ACCEPTED, token -> "BEARER " + token),
                line("F2", "bEaReR", ACCEPTED, token -> "bEaReR " + token),
                line("F2", "several spaces", ACCEPTED, token -> "Bearer     " + token),
                line("F2", "white space behind the token", ACCEPTED, token -> "Bearer " + token + " \t "),
                new Case(
                        "F2",
                        "no space behind the colon",
                        ACCEPTED,
                        kit -> Sent.with("Authorization:Bearer " + kit.token())),
                new Case(
                        "F2",
                        "header in lower case",
                        ACCEPTED,
                        kit -> Sent.with("authorization: Bearer " + kit.token())));
    }

    private static Stream<Case> malformed() {
        return Stream.of(
                line("F3", "NBSP for a space", INVALID_REQUEST, token -> "Bearer\u00a0" + token),
                line("F3", "NBSP behind the space", INVALID_REQUEST, token -> "Bearer \u00a0" + token),
                line("F3", "a leading comma", INVALID_REQUEST, token -> ", Bearer " + token),
                line("F3", "a comma before the token", INVALID_REQUEST, token -> "Bearer ," + token),
                line("F3", "a comma behind the token", INVALID_REQUEST, token -> "Bearer " + token + ","),
                line("F3", "two tokens and a comma", INVALID_REQUEST, token -> "Bearer " + token + ",b"),
                line("F3", "two tokens and a space", INVALID_REQUEST, token -> "Bearer " + token + " b"),
                line("F3", "Bearer twice", INVALID_REQUEST, token -> "Bearer Bearer " + token),
                line("F3", "a colon", INVALID_REQUEST, token -> "Bearer: " + token),
                line("F3", "an equals sign", INVALID_REQUEST, token -> "Bearer token=" + token + " x"),
                line("F3", "quoted", INVALID_REQUEST, token -> "Bearer \"" + token + '"'),
                line("F3", "a percent sign", INVALID_REQUEST, token -> "Bearer " + token + "%20"),
                line("F3", "padding within", INVALID_REQUEST, token -> "Bearer a=" + token),
                line("F3", "padding alone", INVALID_REQUEST, token -> "Bearer =="),
                line("F3", "a semicolon", INVALID_REQUEST, token -> "Bearer " + token + ";v=1"),
                line("F8", "bytes beyond ASCII", INVALID_REQUEST, token -> "Bearer " + token + "\u00c3\u00a9"),
                line("F8", "quote and backslash", INVALID_REQUEST, token -> "Bearer \\\"x\\\", error=\"none"));
    }

    /** The JDK's server turns tabs and control characters into spaces before anyone sees them. */
    private static Stream<Case> controls(ServerKind server) {
        boolean repairs = server == ServerKind.JDK_HTTP;
        return Stream.of(
                line("F3", "tab for a space", repairs ? ACCEPTED : INVALID_REQUEST, token -> "Bearer\t" + token),
                line("F3", "space and tab", repairs ? ACCEPTED : INVALID_REQUEST, token -> "Bearer \t" + token),
                line("F8", "a bare CR", repairs ? ACCEPTED : REFUSED_BY_ANYONE, token -> "Bearer " + token + "\rX: y"),
                line("F8", "a NUL", repairs ? ACCEPTED : REFUSED_BY_ANYONE, token -> "Bearer " + token + "\u0000"));
    }

    private static Stream<Case> several() {
        List<Case> cases = new ArrayList<>();
        cases.add(lines("F4", "the same twice", token -> "Bearer " + token, token -> "Bearer " + token));
        cases.add(lines("F4", "a good and a bad one", token -> "Bearer " + token, token -> "Bearer bad"));
        cases.add(lines("F4", "a bad and a good one", token -> "Bearer bad", token -> "Bearer " + token));
        cases.add(lines("F4", "Bearer and DPoP", token -> "Bearer " + token, token -> "DPoP " + token));
        cases.add(lines("F4", "Basic and Bearer", token -> "Basic dXNlcjpwYXNz", token -> "Bearer " + token));
        cases.add(lines("F4", "an empty one and Bearer", token -> "", token -> "Bearer " + token));
        cases.add(line("F4", "joined by a comma", INVALID_REQUEST, token -> "Bearer " + token + ", Bearer " + token));
        cases.add(line("F4", "Basic and Bearer joined", INVALID_REQUEST, token -> "Basic dXNlcg==, Bearer " + token));
        cases.add(line("F4", "DPoP and Bearer joined", INVALID_REQUEST, token -> "DPoP x, bearer " + token));
        return cases.stream();
    }

    private static Stream<Case> elsewhere() {
        return Stream.of(
                new Case("F5", "in the query", NO_TOKEN, kit -> Sent.with().query("access_token=" + kit.token())),
                new Case("F5", "in a form", NO_TOKEN, kit -> Sent.with().form("access_token=" + kit.token())),
                new Case(
                        "F5",
                        "in a cookie",
                        NO_TOKEN,
                        kit -> Sent.with(
                                "Cookie: access_token=" + kit.token() + "; Authorization=Bearer " + kit.token())),
                new Case(
                        "F5",
                        "in X-Forwarded-Access-Token",
                        NO_TOKEN,
                        kit -> Sent.with("X-Forwarded-Access-Token: " + kit.token())),
                new Case(
                        "F5",
                        "in X-Forwarded-Authorization",
                        NO_TOKEN,
                        kit -> Sent.with("X-Forwarded-Authorization: Bearer " + kit.token())),
                new Case(
                        "F5",
                        "in Proxy-Authorization",
                        NO_TOKEN,
                        kit -> Sent.with("Proxy-Authorization: Bearer " + kit.token())),
                new Case(
                        "F5",
                        "in header and query",
                        INVALID_REQUEST,
                        kit -> Sent.bearer(kit.token()).query("access_token=" + kit.token())),
                new Case(
                        "F5",
                        "in header and query, another one, escaped",
                        INVALID_REQUEST,
                        kit -> Sent.bearer(kit.token()).query("a=b&access%5Ftoken=x")));
    }

    /** Most servers read 8 KB of headers, unless told otherwise, Helidon 16; the JDK's server reads what the agent must judge. */
    private static Stream<Case> sizes(ServerKind server) {
        boolean readsAll = server == ServerKind.JDK_HTTP;
        return Stream.of(
                new Case(
                        "F7",
                        "a token of 12 KB",
                        readsAll || server == ServerKind.HELIDON_MCP ? ACCEPTED : REFUSED_BY_ANYONE,
                        kit -> Sent.bearer(kit.mint(Kit.valid().claim("padding", "p".repeat(8600))))),
                new Case(
                        "F7",
                        "a token above 16 KB",
                        readsAll ? INVALID_TOKEN : REFUSED_BY_ANYONE,
                        kit -> Sent.bearer(kit.mint(Kit.valid().claim("padding", "p".repeat(12000))))),
                new Case(
                        "F7",
                        "a text of 40 KB",
                        readsAll ? INVALID_TOKEN : REFUSED_BY_ANYONE,
                        kit -> Sent.bearer("t".repeat(40 * 1024))));
    }

    private static Case line(String row, String name, Expected expected, Function<String, String> value) {
        return new Case(row, name, expected, kit -> Sent.with("Authorization: " + value.apply(kit.token())));
    }

    private static Case lines(
            String row, String name, Function<String, String> first, Function<String, String> second) {
        return new Case(row, name, INVALID_REQUEST, kit -> {
            String token = kit.token();
            return Sent.with("Authorization: " + first.apply(token), "Authorization: " + second.apply(token));
        });
    }
}
