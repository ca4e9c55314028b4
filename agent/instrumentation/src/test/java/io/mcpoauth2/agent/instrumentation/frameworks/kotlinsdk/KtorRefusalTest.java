package io.mcpoauth2.agent.instrumentation.frameworks.kotlinsdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** There are no doors here, so that whatever is judged throws: the agent is not complete. */
class KtorRefusalTest {
    private final Transport transport = new Transport();

    @Test
    void functionThatIsResumedIsNoNewMessage() {
        @Nullable Object[] resumed = {null, null, new Transport.State()};

        assertThat(KtorRefusal.ofFunction(resumed)).isNull();
    }

    @Test
    void startOfAStreamIsJudgedAndItsResumptionIsNot() {
        assertThatIllegalStateException()
                .isThrownBy(() -> KtorRefusal.requireIdentity(transport, new Object[] {new Caller()}));
        assertThatCode(() -> KtorRefusal.requireIdentity(transport, new Object[] {new Transport.State()}))
                .doesNotThrowAnyException();
    }

    @Test
    void sessionOfAClientIsNotJudged() {
        assertThatCode(() -> KtorRefusal.requireIdentityOfForeign(new Caller(), transport))
                .doesNotThrowAnyException();
    }

    /** Stands for a transport; the compiler nests the states of its functions in it. */
    private static final class Transport {
        private static final class State {}
    }

    private static final class Caller {}
}
