package io.mcpoauth2.testapps.process.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.testapps.harness.HttpAnswer;
import io.mcpoauth2.testapps.process.ServerKind;
import io.mcpoauth2.testapps.process.ServerSpec;
import io.mcpoauth2.testapps.process.Servers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code exempt_routes=/health/*}, and spellings that mean to be below it and elsewhere at once. */
@ParameterizedClass(name = "{0}")
@MethodSource("standard")
class ExemptRoutesTest extends DoorTest {
    /** What stands before the last segment of a protected path. */
    private static final List<String> DETOURS = List.of(
            "/health/../",
            "/health/..;/",
            "/health/..;x=y/",
            "/health;/../",
            "/health/x/../../",
            "/health/./../",
            "/health/%2e%2e/",
            "/health/%2E%2E/",
            "/health/.%2e/",
            "/health/%2e%2e;/",
            "/health/%252e%252e/",
            "/health/..%2f",
            "/health/..%2F",
            "/health/..%5c",
            "/health/..\\",
            "/health\\..\\",
            "/health//../",
            "/health/..//",
            "/health/%2e%2e%2f",
            "/health/..%00/",
            "/health/%c0%ae%c0%ae/",
            "/health/..%3b/",
            "//",
            "///",
            "/./",
            "/.//",
            "/;/",
            "/;x=/health/;/",
            "/%2e/",
            "\\",
            "http://127.0.0.1/health/../",
            "http://127.0.0.1/");

    /** Targets that are neither a path nor a plain absolute form: who looks for an authority may find the exempt path in them. */
    private static final List<String> RIDDLES = List.of(
            "x/files/a://y/health/live",
            "files/a://y/health/live",
            "x://y/files/a://z/health/live",
            "http:/files/a://y/health/live",
            "http://127.0.0.1#/health/live",
            "http://127.0.0.1#/files/../health/live",
            "://y/health/live",
            "*://y/health/live");

    /** How a protected path may be spelled without a detour. */
    private static final List<String> DISGUISES = List.of(
            "/%s;x=.css",
            "/%s;/health/x",
            "/%s/",
            "/%s/.",
            "/%s//",
            "/%s%%2f",
            "/%s%%00",
            "/%s%%00/health/x",
            "/%s%%23/health/x",
            "/%s%%3f/health/x",
            "/%s?/health/x",
            "/%s.",
            "/%s%%20",
            "/%s;",
            "/static/%s",
            "/.well-known/x/%s");

    ExemptRoutesTest(ServerSpec spec, Servers servers) {
        super(spec, servers);
    }

    static Stream<ServerSpec> standard() {
        return DoorSpecs.everyOther(0);
    }

    @Test
    @DisplayName("I1: an exempt path is open, whatever credentials come with it")
    void exemptPathIsOpen() {
        for (String header : List.of("Accept: */*", "Authorization: Bearer no-token", "Authorization: Basic eDp5")) {
            HttpAnswer answer = server.send("GET", "/health/live", header);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("ok");
        }
    }

    @Test
    @DisplayName("I1: a path that only looks like the exempt one is protected")
    void neighbourOfAnExemptPathIsProtected() {
        for (String path : List.of("/health", "/healthz", "/Health/live", "/health;/live", "/x/health/live")) {
            assertThat(server.send("GET", path).status()).as(path).isIn(401, 404);
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("I1: no detour over the exempt path leads to a handler")
    void detourReachesNoHandler() {
        for (String detour : DETOURS) {
            assertUnreachable(detour + "hello");
            assertUnreachable(detour + "mcp");
        }
        assertNothingRan();
    }

    @Test
    @DisplayName("I1: a target that servers read in different ways is no exempt path")
    void riddleReachesNoHandler() {
        RIDDLES.forEach(this::assertUnreachable);
        assertNothingRan();
    }

    @Test
    @DisplayName("I1: no disguise of a protected path leads to a handler")
    void disguiseReachesNoHandler() {
        for (String disguise : DISGUISES) {
            assertUnreachable(disguise.formatted("hello"));
            assertUnreachable(disguise.formatted("mcp"));
        }
        for (String spelling : List.of("/%68ello", "/hell%6F", "/HELLO", "/%6dcp", "/mc%70", "/MCP", "/%6D%63%70")) {
            assertUnreachable(spelling);
        }
        assertNothingRan();
    }

    @Test
    @DisplayName(
            "I1: the same spellings do lead to the handler where the server understands them and a token comes along")
    void encodedPathReachesTheHandlerWithToken() {
        HttpAnswer answer = server.send("GET", "/%68ello", servers.bearer("alice"));
        if (spec.kind() == ServerKind.MICRONAUT_MCP) { // It does not.
            assertThat(answer.status()).isEqualTo(404);
            assertNothingRan();
        } else {
            assertThat(answer.body()).isEqualTo("hello");
            assertRan(1);
        }
    }

    private void assertUnreachable(String target) {
        for (HttpAnswer answer : List.of(
                server.send("GET", target, Messages.ACCEPT),
                server.sendBody("POST", target, Messages.ECHO, Messages.JSON, Messages.ACCEPT))) {
            assertThat(answer.status()).as(target).isBetween(400, 499);
        }
    }
}
