package io.mcpoauth2.agent.instrumentation.handler;

import io.mcpoauth2.AuthenticatedUser;
import io.mcpoauth2.CurrentUser;
import io.mcpoauth2.McpEndpoint;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import org.jspecify.annotations.Nullable;
import org.mcpjava.server.tools.Tool;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Every kind of method the guard must work on; woven and loaded apart by {@link HandlerWeaverTest}. */
public final class SampleHandlers {
    static final List<String> RAN = new ArrayList<>();

    private SampleHandlers() {}

    private static String who(String method) {
        RAN.add(method);
        return CurrentUser.find().map(AuthenticatedUser::subject).orElse("nobody");
    }

    /** The handlers. */
    public static class Tools extends Parent implements WithDefault, Callable<String> {

        @McpEndpoint
        public static String staticMethod() {
            return who("staticMethod");
        }

        @McpEndpoint
        private String privateMethod(String text) {
            return who("privateMethod") + text;
        }

        public String callsPrivate(String text) {
            return privateMethod(text);
        }

        @McpEndpoint
        public final synchronized long primitives(
                byte b, short s, char c, int i, long l, float f, double d, boolean z) {
            who("primitives");
            return b + s + c + i + l + (long) f + (long) d + (z ? 1 : 0);
        }

        @McpEndpoint
        public boolean returnsBoolean() {
            who("returnsBoolean");
            return true;
        }

        @McpEndpoint
        public double returnsDouble(double value) {
            who("returnsDouble");
            return value;
        }

        @McpEndpoint
        public @Nullable String returnsNull() {
            who("returnsNull");
            return null;
        }

        @McpEndpoint
        public int[] returnsArray() {
            who("returnsArray");
            return new int[] {1};
        }

        @McpEndpoint
        public void returnsNothing(List<String> seen) {
            seen.add(who("returnsNothing"));
        }

        @McpEndpoint
        public String throwsChecked() throws IOException {
            who("throwsChecked");
            throw new IOException("checked");
        }

        @McpEndpoint
        public String loop(int times) {
            while (times > 0) {
                times--;
            }
            return who("loop");
        }

        @McpEndpoint
        public int recursive(int depth) {
            return depth == 0 ? RAN.size() : recursive(depth - 1);
        }

        @Override
        @McpEndpoint
        public String overridden() {
            return "child of " + super.overridden();
        }

        @McpEndpoint(scopes = "mcp:admin")
        public String admin() {
            return who("admin");
        }

        @McpEndpoint(roles = {"operator", "owner"})
        public String operator() {
            return who("operator");
        }

        @McpEndpoint
        public String userParameter(AuthenticatedUser user, String text, AuthenticatedUser again) {
            return user.subject() + text + again.subject();
        }

        @McpEndpoint
        public String callsOther() {
            return who("callsOther") + "," + admin();
        }

        /** Has a bridge method that javac annotates too. */
        @Override
        @McpEndpoint
        public String call() {
            return who("call");
        }

        /** Reads {@code ScopedUser.USER} by reflection, as this class is compiled for 17. */
        @McpEndpoint
        @SuppressWarnings("ReferenceEquality") // One request, one object.
        public String scopedUser() throws ReflectiveOperationException {
            if (Runtime.version().feature() < 25) {
                return "no ScopedValue";
            }
            Object key =
                    Class.forName("io.mcpoauth2.ScopedUser").getField("USER").get(null);
            Object user = key.getClass().getMethod("get").invoke(key);
            return ((AuthenticatedUser) user).subject() + (user == CurrentUser.get() ? " once" : " twice");
        }

        public String unguarded() {
            return who("unguarded");
        }
    }

    /** Suspend functions as Kotlin's compiler makes them. */
    public static class Functions {
        @McpEndpoint
        public Object closed(@Nullable String text, Continuation<Object> continuation) {
            return continuation instanceof State state && state.begin() ? who("resumed") : who("closed") + text;
        }

        @McpEndpoint
        public Object open(Continuation<Object> continuation) {
            return open$suspendImpl(this, continuation);
        }

        static Object open$suspendImpl(Functions functions, Continuation<Object> continuation) {
            return continuation instanceof State state && state.begin() ? who("resumed") : who("open");
        }

        /** Stands for the states of all functions. */
        public static final class State implements Continuation<Object> {
            int label = 1;

            /** As the compiler's code does, which resumes the function then. */
            public void resume() {
                label |= Integer.MIN_VALUE;
            }

            private boolean begin() {
                boolean resumed = label < 0;
                label &= Integer.MAX_VALUE;
                return resumed;
            }

            @Override
            public CoroutineContext getContext() {
                return EmptyCoroutineContext.INSTANCE;
            }

            @Override
            public void resumeWith(Object result) {
                throw new UnsupportedOperationException();
            }
        }
    }

    /** A superclass with a handler of its own. */
    public static class Parent {
        public String overridden() {
            return who("Parent.overridden");
        }
    }

    /** An interface whose default method is woven with the interface. */
    public interface WithDefault {
        default String defaultMethod() {
            return who("defaultMethod");
        }
    }

    /** What a framework takes for handlers. */
    public static final class OfFramework {

        @Tool
        public String tool() {
            return who("tool");
        }

        @Tool
        public String user(@Nullable AuthenticatedUser user) {
            return who("user") + " " + (user == null ? "null" : user.subject());
        }

        @Tool
        @McpEndpoint
        public String marked() {
            return who("marked");
        }

        @Tool
        public Mono<String> mono() {
            return Mono.fromSupplier(() -> who("mono"));
        }

        @Tool
        public Flux<String> flux() {
            return Flux.just("flux").map(SampleHandlers::who);
        }

        @Tool
        public Uni<String> uni() {
            return Uni.createFrom().item(() -> who("uni"));
        }

        @Tool
        public Multi<String> multi() {
            return Multi.createFrom().item(() -> who("multi"));
        }

        @Tool
        public CompletionStage<String> stage() {
            return CompletableFuture.completedFuture(who("stage"));
        }

        @McpEndpoint(scopes = "mcp:admin")
        public CompletableFuture<String> future() {
            return CompletableFuture.completedFuture(who("future"));
        }
    }

    /** Calls a function that is registered with it. */
    public static final class Framework {
        private Framework() {}

        public static Object call(BiFunction<Object, Object, Object> function) {
            return function.apply("a", "b");
        }

        public static BiFunction<Object, Object, Object> registered() {
            return (a, b) -> who("registered") + a + b;
        }
    }
}
