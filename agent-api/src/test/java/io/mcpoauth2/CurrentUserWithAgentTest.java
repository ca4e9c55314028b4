package io.mcpoauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mcpoauth2.bridge.AgentRuntime;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.Denial;
import io.mcpoauth2.bridge.Guard;
import io.mcpoauth2.bridge.HandlerPolicy;
import io.mcpoauth2.bridge.HandlerSite;
import io.mcpoauth2.bridge.Installation;
import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.UserKeys;
import io.mcpoauth2.test.TestUser;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs in a JVM whose bootstrap loader has the bridge, as the agent puts it there. */
class CurrentUserWithAgentTest {
    private static final Map<String, Object> USER = Map.of(
            UserKeys.SUBJECT, "s-1",
            UserKeys.ISSUER, "https://issuer.example",
            UserKeys.AUDIENCE, List.of("https://server.example/mcp"),
            UserKeys.SCOPES, Set.of("files:read"),
            UserKeys.ROLES, Set.of(),
            UserKeys.EXPIRES_AT, Instant.parse("2030-01-01T00:00:00Z"),
            UserKeys.CLAIMS, Map.of("sub", "s-1"));

    @BeforeAll
    static void installAfterABlockRanWithoutAgent() {
        assertThat(Guard.class.getClassLoader()).isNull();
        assertThat(CurrentUser.find()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> TokenValidation.validate("t"));
        Installation.complete(new FakeRuntime());
    }

    @Test
    void handlerSeesItsUserAndNobodyDoesAfterwards() throws Exception {
        AuthenticatedUser seen = (AuthenticatedUser) asHandler(() -> {
            AuthenticatedUser user = CurrentUser.get();
            assertThat(CurrentUser.find()).containsSame(user);
            assertThat(ScopedUser.USER.get()).isSameAs(user);
            return user;
        });
        assertThat(seen.subject()).isEqualTo("s-1");
        assertThat(CurrentUser.find()).isEmpty();
        assertThat(ScopedUser.USER.isBound()).isFalse();
    }

    @Test
    void propagatedTaskHasTheHandlersUserOnAnotherThreadUntilTheRequestEnds() throws Exception {
        List<Callable<String>> tasks = new ArrayList<>();
        asHandler(() -> {
            tasks.add(CurrentUser.propagate(() -> CurrentUser.find().isPresent() ? "somebody" : "nobody"));
            assertThat(onAnotherThread(
                            CurrentUser.propagate(() -> CurrentUser.get().subject())))
                    .isEqualTo("s-1");
            AtomicReference<String> seen = new AtomicReference<>();
            Runnable task =
                    CurrentUser.propagate(() -> seen.set(CurrentUser.get().subject()));
            assertThat(onAnotherThread(Executors.callable(task, "run"))).isEqualTo("run");
            assertThat(seen).hasValue("s-1");
            return "";
        });

        assertThat(onAnotherThread(tasks.get(0))).isEqualTo("nobody");
    }

    @Test
    void taskWithoutARequestIsLeftAsItIs() {
        Callable<String> task = () -> "";
        assertThat(CurrentUser.propagate(task)).isSameAs(task);
    }

    @Test
    void agentIsThere() {
        CurrentUser.requireAgent();
    }

    private static String onAnotherThread(Callable<String> task) throws Exception {
        FutureTask<String> future = new FutureTask<>(task);
        Thread thread = new Thread(future);
        thread.start();
        return future.get();
    }

    @Test
    void requestOutsideOfAHandlerHasNoCurrentUser() {
        Carrier.swap(new RequestIdentity(USER));
        try {
            assertThat(CurrentUser.find()).isEmpty();
            assertThatExceptionOfType(NotAuthenticatedException.class).isThrownBy(CurrentUser::get);
        } finally {
            Carrier.swap(null);
        }
    }

    @Test
    void handlerWithoutIdentityThrowsTheExceptionOfThisApi() throws Throwable {
        HandlerSite site = site("");
        assertThatExceptionOfType(NotAuthenticatedException.class)
                .isThrownBy(() -> Guard.enter(site, () -> {
                    throw new AssertionError("the body ran");
                }));
    }

    @Test
    void handlerOfAnotherScopeThrowsTheExceptionOfThisApi() throws Throwable {
        HandlerSite site = site("files:write");
        Carrier.swap(new RequestIdentity(USER));
        try {
            assertThatExceptionOfType(NotAuthorizedException.class)
                    .isThrownBy(() -> Guard.enter(site, () -> {
                        throw new AssertionError("the body ran");
                    }))
                    .satisfies(refusal -> assertThat(refusal.requiredScopes()).containsExactly("files:write"));
        } finally {
            Carrier.swap(null);
        }
    }

    @Test
    void validTokenGivesItsUserAndDoesNotMakeItCurrent() {
        assertThat(TokenValidation.validate("good").subject()).isEqualTo("s-1");
        assertThat(CurrentUser.find()).isEmpty();
    }

    @Test
    void invalidTokenIsRefusedWithTheAgentsMessage() {
        assertThatExceptionOfType(NotAuthenticatedException.class)
                .isThrownBy(() -> TokenValidation.validate("bad"))
                .withMessage("Invalid signature");
    }

    @Test
    void unavailableKeysAreNoVerdict() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TokenValidation.validate("any"))
                .withMessage("keys are unavailable");
    }

    @Test
    void simulatedUserIsRefusedAndTheBlockDoesNotRun() {
        AuthenticatedUser user = TestUser.withSubject("forged").build();
        assertThatIllegalStateException()
                .isThrownBy(() -> TestUser.run(user, () -> {
                    throw new AssertionError("the block ran");
                }))
                .withMessageContaining("installed");
    }

    @Test
    void bridgeThatDoesNotFitIsAnErrorAndNotTakenForAbsent() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new AgentLink(String.class))
                .withMessageContaining("do not fit together");
    }

    private static Object asHandler(Callable<?> body) throws Exception {
        HandlerSite site = site("");
        RequestIdentity identity = new RequestIdentity(USER);
        Carrier.swap(identity);
        try {
            Object entered = Objects.requireNonNull(Guard.enter(site, body));
            return Objects.requireNonNull(Guard.result(entered));
        } finally {
            Carrier.swap(null);
            identity.close();
        }
    }

    private static HandlerSite site(String scopes) throws ReflectiveOperationException {
        MethodHandle site = HandlerSite.link(
                        MethodHandles.lookup(),
                        "site",
                        MethodType.methodType(HandlerSite.class),
                        "Tools.search",
                        scopes,
                        "",
                        0,
                        "java.lang.Object",
                        "",
                        "")
                .getTarget();
        try {
            return (HandlerSite) site.invokeExact();
        } catch (Throwable t) {
            throw new AssertionError(t);
        }
    }

    private static final class FakeRuntime implements AgentRuntime {
        @Override
        public HandlerPolicy handlerPolicy(Set<String> scopes, Set<String> roles, String method, String target) {
            return identity -> {
                Set<?> granted = (Set<?>) identity.user().get(UserKeys.SCOPES);
                return granted != null && granted.containsAll(scopes) ? null : new Denial("needs a scope", scopes);
            };
        }

        @Override
        public MethodHandle doorMethod(Class<?> woven, String adviceClass, String method, MethodType type) {
            throw new AssertionError("no door is woven here");
        }

        @Override
        public Map<String, Object> validate(String token) {
            return switch (token) {
                case "good" -> USER;
                case "bad" -> throw new io.mcpoauth2.bridge.NotAuthenticatedException("Invalid signature");
                default -> throw new IllegalStateException("keys are unavailable");
            };
        }
    }
}
