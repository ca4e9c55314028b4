package io.mcpoauth2.agent.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcpoauth2.agent.exchange.FixedRequest;
import io.mcpoauth2.agent.exchange.HttpReply;
import io.mcpoauth2.agent.gate.Gate;
import io.mcpoauth2.agent.telemetry.AgentLog;
import io.mcpoauth2.bridge.Carrier;
import io.mcpoauth2.bridge.Skip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Failures of the agent around the gate's own decision (R5). */
class DoorsTest {
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final AgentLog log = new AgentLog(new PrintStream(lines, true, UTF_8), AgentLog.Level.INFO);

    @Test
    @DisplayName("R5: where the gate cannot be built, the answer is the 503 of the agent, and the body does not run")
    void gateThatCannotBeBuiltIs503() {
        Answered exchange = new Answered();

        assertThat(doors(DoorsTest::broken, door -> {}).enter(exchange)).isSameAs(Skip.BODY);
        assertInternalError(exchange);
        assertThat(lines.toString(UTF_8)).containsOnlyOnce("the agent failed").contains("com/example/Json");
    }

    @Test
    @DisplayName("R5: whatever else fails before a request is judged is the same 503")
    void failureBeforeTheGateIs503() {
        Answered exchange = new Answered();
        Consumer<String> fails = door -> {
            throw new OutOfMemoryError("none left");
        };

        assertThat(doors(DoorsTest::broken, fails).enter(exchange)).isSameAs(Skip.BODY);
        assertInternalError(exchange);
        assertThat(Carrier.current()).isNull();
    }

    @Test
    @DisplayName("R5: where something has gone to the client, the failure itself refuses")
    void failureOfACommittedRequestIsThrown() {
        Answered exchange = new Answered();
        exchange.committed = true;

        assertThatThrownBy(() -> doors(DoorsTest::broken, door -> {}).enter(exchange))
                .isInstanceOf(NoClassDefFoundError.class);
        assertThat(exchange.replies).isEmpty();
    }

    @Test
    @DisplayName("R5: a client that is gone changes nothing")
    void refusalThatCannotBeWrittenRefuses() {
        Answered exchange = new Answered();
        exchange.gone = true;

        assertThat(doors(DoorsTest::broken, door -> {}).enter(exchange)).isSameAs(Skip.BODY);
        assertThat(exchange.aborted).isTrue();
    }

    private static Gate broken() {
        throw new NoClassDefFoundError("com/example/Json");
    }

    private Doors doors(Supplier<Gate> gate, Consumer<String> atFirstRequest) {
        ExpiryWatch watch = new ExpiryWatch(Clock.systemUTC(), Runnable::run, Runnable::run, log);
        return new Doors(gate, watch, Duration.ZERO, log, atFirstRequest);
    }

    private static void assertInternalError(Answered exchange) {
        assertThat(exchange.replies).singleElement().satisfies(reply -> {
            assertThat(reply.status()).isEqualTo(503);
            assertThat(new String(reply.body(), UTF_8)).contains("\"INTERNAL_ERROR\"");
            assertThat(reply.headers()).noneMatch(header -> header.name().equalsIgnoreCase("WWW-Authenticate"));
        });
    }

    /** A request that keeps what it was answered. */
    private static final class Answered extends FixedRequest implements Exchange {
        private final List<HttpReply> replies = new ArrayList<>();
        private boolean committed;
        private boolean gone;
        private boolean aborted;

        @Override
        public String door() {
            return "test";
        }

        @Override
        public @Nullable Admission remembered() {
            return null;
        }

        @Override
        public void remember(Admission admission) {}

        @Override
        public boolean isCommitted() {
            return committed;
        }

        @Override
        public void write(HttpReply reply) throws IOException {
            if (gone) {
                throw new IOException("gone");
            }
            replies.add(reply);
        }

        @Override
        public void abort() {
            aborted = true;
        }

        @Override
        public void leave(Admission admission) {}

        @Override
        public void expire(Admission admission) {}
    }
}
