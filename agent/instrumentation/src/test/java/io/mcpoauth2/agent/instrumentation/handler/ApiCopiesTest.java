package io.mcpoauth2.agent.instrumentation.handler;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcpoauth2.AuthenticatedUser;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.Guard;
import io.mcpoauth2.bridge.HandlerSite;
import io.mcpoauth2.bridge.RequestIdentity;
import io.mcpoauth2.bridge.UserKeys;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.ExceptionMethod;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two applications of one JVM, each with its own copy of the API: what one does with users is nothing to the other. */
class ApiCopiesTest {
    private final RequestIdentity alice = identity("alice");
    private final Application first = new Application(false);
    private final Application second = new Application(false);
    private final Application broken = new Application(true);

    @BeforeAll
    static void install() {
        TestAgent.install();
    }

    @BeforeEach
    void carry() {
        Carrier.swap(alice);
    }

    @AfterEach
    void leave() {
        Carrier.swap(null);
    }

    /** Failed when each guarded call bound the users of all copies there were. */
    @Test
    void copyThatCannotDescribeAUserFailsItsOwnHandlersOnly() throws Exception {
        HandlerSite fine = first.handler();
        HandlerSite failing = broken.handler();

        assertThat(call(fine, () -> "ran")).isEqualTo("ran");
        if (Runtime.version().feature() >= 25) {
            assertThatThrownBy(() -> call(failing, () -> "ran")).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void handlerShowsItsUserToItsOwnCopyOnly() throws Exception {
        assumeTrue(Runtime.version().feature() >= 25, "no ScopedValue");
        HandlerSite other = second.handler();

        assertThat(call(first.handler(), () -> first.scopedSubject() + " " + second.scopedSubject()))
                .isEqualTo("alice nobody");
        assertThat(call(other, second::scopedSubject)).isEqualTo("alice");
    }

    @Test
    void handlerWithinAnotherCopysHandlerShowsTheUserToBoth() throws Exception {
        assumeTrue(Runtime.version().feature() >= 25, "no ScopedValue");
        HandlerSite outer = first.handler();
        HandlerSite inner = second.handler();

        assertThat(call(outer, () -> call(inner, () -> first.scopedSubject() + " " + second.scopedSubject())))
                .isEqualTo("alice alice");
    }

    @Test
    void handlerWithinAnotherCallersHandlerShowsItsOwnCallerToBoth() throws Exception {
        assumeTrue(Runtime.version().feature() >= 25, "no ScopedValue");
        HandlerSite outer = first.handler();
        HandlerSite inner = second.handler();

        assertThat(call(outer, () -> {
                    Carrier.swap(identity("bob"));
                    Object within = call(inner, () -> first.scopedSubject() + " " + second.scopedSubject());
                    Carrier.swap(alice);
                    return within + ", then " + first.scopedSubject();
                }))
                .isEqualTo("bob bob, then alice");
    }

    /** A second binding inside an open structured scope would break its forks. */
    @Test
    void handlerWithinAHandlerOfTheSameCopyRunsInPlace() throws Exception {
        HandlerSite outer = first.handler();
        HandlerSite inner = first.handler();

        assertThat(call(outer, () -> Guard.enter(inner, () -> "bound anew") == null))
                .isEqualTo(true);
    }

    /** As woven code calls it. */
    private static @Nullable Object call(HandlerSite site, Callable<?> body) throws Exception {
        Object entered = Guard.enter(site, () -> {
            Object again = Guard.enter(site, () -> "bound twice");
            return again == null ? body.call() : again;
        });
        return entered == null ? null : Guard.result(entered);
    }

    private static RequestIdentity identity(String subject) {
        return new RequestIdentity(Map.of(
                UserKeys.SUBJECT, subject,
                UserKeys.ISSUER, "https://issuer.example",
                UserKeys.AUDIENCE, List.of("https://server.example/mcp"),
                UserKeys.SCOPES, Set.of(),
                UserKeys.ROLES, Set.of(),
                UserKeys.EXPIRES_AT, Instant.MAX,
                UserKeys.CLAIMS, Map.of()));
    }

    /** What an application has of its own: a copy of the API, and a class with handlers. */
    private static final class Application extends ClassLoader {
        private static final String API = "io.mcpoauth2.";
        private final boolean broken;

        /**
         * @param broken whether its copy of the API throws for every user, as one would that wants to know more of them
         */
        Application(boolean broken) {
            super(ApiCopiesTest.class.getClassLoader());
            this.broken = broken;
        }

        HandlerSite handler() {
            try {
                MethodHandles.Lookup lookup = (MethodHandles.Lookup)
                        loadClass(Handlers.class.getName()).getMethod("lookup").invoke(null);
                MethodType type = MethodType.methodType(HandlerSite.class);
                return (HandlerSite)
                        HandlerSite.link(lookup, "site", type, "Handlers.method", "", "", 0, "void", "", "")
                                .getTarget()
                                .invoke();
            } catch (Throwable t) {
                throw new AssertionError(t);
            }
        }

        /** By reflection, as this class is compiled for 17. */
        String scopedSubject() throws ReflectiveOperationException {
            Object key = loadClass(API + "ScopedUser").getField("USER").get(null);
            Class<?> type = Class.forName("java.lang.ScopedValue");
            if (!(boolean) type.getMethod("isBound").invoke(key)) {
                return "nobody";
            }
            Object user = type.getMethod("get").invoke(key);
            return (String) user.getClass().getMethod("subject").invoke(user);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean own = name.equals(Handlers.class.getName())
                    || (name.startsWith(API) && name.indexOf('.', API.length()) < 0);
            if (!own) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? define(name) : known;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = broken && name.equals(AuthenticatedUser.class.getName())
                        ? new ByteBuddy()
                                .redefine(AuthenticatedUser.class)
                                .method(named("of"))
                                .intercept(ExceptionMethod.throwing(IllegalStateException.class))
                                .make()
                                .getBytes()
                        : in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** The class of an application that holds a handler. */
    public static final class Handlers {
        private Handlers() {}

        public static MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }
    }
}
