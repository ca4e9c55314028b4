package io.mcpoauth2.agent.instrumentation.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.AuthenticatedUser;
import io.mcpoauth2.NotAuthenticatedException;
import io.mcpoauth2.NotAuthorizedException;
import io.mcpoauth2.agent.config.HandlerSignature;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.UserKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs on 17 and on 25: the woven code is the same, the binding is not. */
class HandlerWeaverTest {
    private static final ByteArrayOutputStream LOGGED = new ByteArrayOutputStream();
    private static final AgentLog LOG =
            new AgentLog(new PrintStream(LOGGED, true, StandardCharsets.UTF_8), AgentLog.Level.DEBUG);
    private static Class<?> woven;
    private static List<String> ran;

    private Object handlers;

    @BeforeAll
    @SuppressWarnings("unchecked")
    static void weave() throws Exception {
        TestAgent.install();
        HandlerSignatures signatures = new HandlerSignatures(
                List.of(new HandlerSignature.Named(
                        "…WithDefault#default*", SampleHandlers.WithDefault.class.getName(), "default", true)),
                true);
        woven = new WeavingLoader(new HandlerWeaver(signatures, new HandlerReport(LOG)))
                .loadClass(SampleHandlers.Tools.class.getName());
        var field = woven.getNestHost().getDeclaredField("RAN");
        field.setAccessible(true);
        ran = (List<String>) field.get(null);
    }

    @BeforeEach
    void fresh() throws Exception {
        handlers = woven.getConstructor().newInstance();
        ran.clear();
        assertThat(Carrier.current()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "staticMethod",
                "returnsBoolean",
                "returnsNull",
                "returnsArray",
                "throwsChecked",
                "overridden",
                "admin",
                "operator",
                "callsOther",
                "call",
                "defaultMethod"
            })
    void withoutIdentityTheBodyDoesNotRun(String method) {
        assertThatThrownBy(() -> call(method)).isInstanceOf(NotAuthenticatedException.class);
        assertThat(ran).isEmpty();
    }

    @Test
    void withoutIdentityMethodsWithArgumentsDoNotRun() {
        assertThatThrownBy(() -> call("callsPrivate", "x")).isInstanceOf(NotAuthenticatedException.class);
        assertThatThrownBy(() -> call("loop", 3)).isInstanceOf(NotAuthenticatedException.class);
        assertThatThrownBy(() -> call("returnsNothing", new ArrayList<>()))
                .isInstanceOf(NotAuthenticatedException.class);
        assertThatThrownBy(() -> call("userParameter", user("forged"), "", user("forged")))
                .isInstanceOf(NotAuthenticatedException.class);
        assertThat(ran).isEmpty();
    }

    @Test
    void aClosedIdentityIsNobody() {
        RequestIdentity identity = identity("alice");
        identity.close();
        assertThatThrownBy(() -> as(identity, "staticMethod")).isInstanceOf(NotAuthenticatedException.class);
        assertThat(ran).isEmpty();
    }

    @Test
    void unmarkedMethodsStayAsTheyWere() throws Exception {
        assertThat(call("unguarded")).isEqualTo("nobody");
    }

    @Test
    void theBodyRunsOnceAndSeesItsUser() throws Exception {
        assertThat(as("alice", "staticMethod")).isEqualTo("alice");
        assertThat(as("alice", "callsPrivate", "!")).isEqualTo("alice!");
        assertThat(as("alice", "defaultMethod")).isEqualTo("alice");
        assertThat(as("alice", "call")).isEqualTo("alice");
        assertThat(as("alice", "loop", 3)).isEqualTo("alice");
        assertThat(ran).containsExactly("staticMethod", "privateMethod", "defaultMethod", "call", "loop");
        assertThat(call("unguarded")).isEqualTo("nobody");
    }

    @Test
    void argumentsAndResultsOfEveryKindPass() throws Exception {
        assertThat(as("a", "primitives", (byte) 1, (short) 2, (char) 3, 4, 5L, 6f, 7d, true))
                .isEqualTo(29L);
        assertThat(as("a", "returnsBoolean")).isEqualTo(true);
        assertThat(as("a", "returnsDouble", 1.5)).isEqualTo(1.5);
        assertThat(as("a", "returnsNull")).isNull();
        assertThat(as("a", "returnsArray")).isEqualTo(new int[] {1});
        List<String> seen = new ArrayList<>();
        as("a", "returnsNothing", seen);
        assertThat(seen).containsExactly("a");
        assertThat(ran).hasSize(6);
    }

    @Test
    void checkedExceptionsPass() {
        assertThatThrownBy(() -> as("a", "throwsChecked"))
                .isInstanceOf(IOException.class)
                .hasMessage("checked");
    }

    @Test
    void superCallsAndRecursionWork() throws Exception {
        assertThat(as("a", "overridden")).isEqualTo("child of a");
        assertThat(as("a", "recursive", 50)).isEqualTo(1);
    }

    @Test
    void scopesAreNeededAllAndRolesAny() throws Exception {
        assertThatThrownBy(() -> as("alice", "admin"))
                .isInstanceOfSatisfying(
                        NotAuthorizedException.class,
                        e -> assertThat(e.requiredScopes()).containsExactly("mcp:admin"));
        assertThatThrownBy(() -> as("alice", "operator"))
                .isInstanceOfSatisfying(
                        NotAuthorizedException.class,
                        e -> assertThat(e.requiredScopes()).isEmpty());
        assertThat(ran).isEmpty();
        assertThat(as(identity("alice", Set.of("mcp:admin"), Set.of("owner")), "admin"))
                .isEqualTo("alice");
        assertThat(as(identity("alice", Set.of("mcp:admin"), Set.of("owner")), "operator"))
                .isEqualTo("alice");
    }

    @Test
    void aHandlerCalledByAHandlerIsJudgedByItsOwnRule() {
        assertThatThrownBy(() -> as("alice", "callsOther")).isInstanceOf(NotAuthorizedException.class);
        assertThat(ran).containsExactly("callsOther");
    }

    @Test
    void userParametersReceiveTheValidatedUserWhateverIsPassed() throws Exception {
        assertThat(as("alice", "userParameter", user("forged"), "+", user("forged")))
                .isEqualTo("alice+alice");
    }

    @Test
    void scopedUserIsBoundToTheSameUserOn25() throws Exception {
        String expected = Runtime.version().feature() < 25 ? "no ScopedValue" : "alice once";

        assertThat(as("alice", "scopedUser")).isEqualTo(expected);
    }

    private Object as(String subject, String method, Object... arguments) throws Exception {
        return as(identity(subject), method, arguments);
    }

    private Object as(RequestIdentity identity, String method, Object... arguments) throws Exception {
        RequestIdentity before = Carrier.swap(identity);
        try {
            return call(method, arguments);
        } finally {
            Carrier.restore(before);
        }
    }

    private Object call(String name, Object... arguments) throws Exception {
        Method method = Arrays.stream(woven.getMethods())
                .filter(candidate -> candidate.getName().equals(name) && !candidate.isBridge())
                .findFirst()
                .orElseThrow();
        try {
            return method.invoke(handlers, arguments);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private static AuthenticatedUser user(String subject) {
        return AuthenticatedUser.of(identity(subject).user());
    }

    private static RequestIdentity identity(String subject) {
        return identity(subject, Set.of(), Set.of());
    }

    private static RequestIdentity identity(String subject, Set<String> scopes, Set<String> roles) {
        return new RequestIdentity(Map.of(
                UserKeys.SUBJECT,
                subject,
                UserKeys.ISSUER,
                "https://issuer.example",
                UserKeys.AUDIENCE,
                List.of("https://mcp.example/mcp"),
                UserKeys.SCOPES,
                scopes,
                UserKeys.ROLES,
                roles,
                UserKeys.EXPIRES_AT,
                Instant.MAX,
                UserKeys.CLAIMS,
                Map.of()));
    }
}
