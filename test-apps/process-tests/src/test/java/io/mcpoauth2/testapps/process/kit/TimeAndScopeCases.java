package io.mcpoauth2.testapps.process.kit;

import static io.mcpoauth2.testapps.process.kit.Case.refused;
import static io.mcpoauth2.testapps.process.kit.Kit.valid;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tokens that are signed well and are too old, too early, nobody's or not enough: rows E. */
final class TimeAndScopeCases {
    private TimeAndScopeCases() {}

    static Stream<Case> all() {
        return Stream.concat(times(), scopes());
    }

    private static Stream<Case> times() {
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

    private static Stream<Case> scopes() {
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
