package io.mcpoauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mcpoauth2.bridge.Installation;
import io.mcpoauth2.test.TestUser;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class WithoutAgentTest {
    @Test
    void thereIsNoCurrentUser() {
        assertThat(CurrentUser.find()).isEmpty();
        assertThatExceptionOfType(NotAuthenticatedException.class).isThrownBy(CurrentUser::get);
    }

    @Test
    void agentThatIsRequiredIsMissed() {
        assertThatIllegalStateException().isThrownBy(CurrentUser::requireAgent).withMessageContaining("-javaagent");
    }

    @Test
    void propagatedTaskHasTheSimulatedUser() throws Exception {
        AuthenticatedUser alice = TestUser.withSubject("alice").build();
        List<Callable<String>> tasks = new ArrayList<>();
        TestUser.run(
                alice,
                () -> tasks.add(CurrentUser.propagate(() -> CurrentUser.get().subject())));

        assertThat(tasks.get(0).call()).isEqualTo("alice");
        Callable<String> nobodys = () -> "";
        assertThat(CurrentUser.propagate(nobodys)).isSameAs(nobodys);
    }

    @Test
    void scopedUserIsUnbound() {
        assertThat(ScopedUser.USER.isBound()).isFalse();
    }

    @Test
    void tokensCannotBeValidated() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TokenValidation.validate("secret-token"))
                .withMessageContaining("not installed")
                .withMessageNotContaining("secret-token");
    }

    @Test
    void markerInheritedFromAParentProcessIsNoAgent() {
        System.setProperty(AgentLink.MARKER_PROPERTY, "true");
        try {
            assertThat(AgentLink.find()).isNull();
            assertThat(CurrentUser.find()).isEmpty();
        } finally {
            System.clearProperty(AgentLink.MARKER_PROPERTY);
        }
    }

    @Test
    void markerIsTheOneThatTheBridgeSets() {
        assertThat(AgentLink.MARKER_PROPERTY).isEqualTo(Installation.MARKER_PROPERTY);
    }
}
