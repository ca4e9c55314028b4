package io.mcpoauth2.agent.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpoauth2.agent.config.SessionSettings;
import io.mcpoauth2.agent.exchange.ResponseObserver;
import io.mcpoauth2.agent.exchange.SampleRequest;
import io.mcpoauth2.agent.exchange.SampleResponse;
import io.mcpoauth2.agent.sessions.Sessions.Ruling;
import io.mcpoauth2.bridge.UserKeys;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sessions that were opened without a token. */
class NobodysSessionsTest {
    private static final Map<String, Object> ALICE =
            Map.of(UserKeys.ISSUER, "https://a.example", UserKeys.SUBJECT, "alice");

    private final AtomicLong now = new AtomicLong();
    private final Sessions sessions = sessions(true);

    @Test
    @DisplayName("a token is never used in a session that was opened without one, nor the other way round")
    void sessionOfNobodyIsUnknownWithAToken() {
        open("s1");
        ResponseObserver observer = sessions.observer(SampleRequest.post("/mcp"), ALICE);
        Objects.requireNonNull(observer).responding(new SampleResponse(200).with("Mcp-Session-Id", "alices"));

        assertThat(sessions.judgeTokenless(with("s1"))).isEqualTo(Ruling.PASSES);
        assertThat(sessions.judge(with("s1"), ALICE)).isEqualTo(Ruling.UNKNOWN);
        assertThat(sessions.judgeTokenless(with("alices"))).isEqualTo(Ruling.UNKNOWN);
        assertThat(sessions.judge(with("alices"), ALICE)).isEqualTo(Ruling.PASSES);
        assertThat(sessions.judgeTokenless(with("guessed"))).isEqualTo(Ruling.UNKNOWN);
        assertThat(sessions.judgeTokenless(with("s1").header("Mcp-Session-Id", "s1")))
                .isEqualTo(Ruling.UNKNOWN);
        assertThat(sessions.isInNobodysSession(with("s1"))).isTrue();
        assertThat(sessions.isInNobodysSession(with("alices"))).isFalse();
    }

    @Test
    void tenIdleMinutesEndIt() {
        open("s1");
        now.addAndGet(Duration.ofMinutes(9).toNanos());
        assertThat(sessions.judgeTokenless(with("s1"))).isEqualTo(Ruling.PASSES);
        now.addAndGet(Duration.ofMinutes(10).toNanos());

        assertThat(sessions.judgeTokenless(with("s1"))).isEqualTo(Ruling.UNKNOWN);
        assertThat(sessions.judge(with("s1"), ALICE)).isEqualTo(Ruling.UNKNOWN);
    }

    @Test
    void theirNumberIsBoundedAndNoneThatLivesIsEvicted() {
        open("s1");
        open("s2");

        assertThat(sessions.judgeTokenless(SampleRequest.post("/mcp"))).isEqualTo(Ruling.FULL);
        assertThat(sessions.judgeTokenless(SampleRequest.post("/elsewhere"))).isEqualTo(Ruling.PASSES);
        assertThat(sessions.judgeTokenless(with("s1"))).isEqualTo(Ruling.PASSES);
        assertThat(sessions.judge(SampleRequest.post("/mcp"), ALICE))
                .as("strangers take no room from callers")
                .isEqualTo(Ruling.PASSES);
    }

    @Test
    void whereSessionsAreNotBoundNoneIsNobodys() {
        Sessions off = sessions(false);

        assertThat(off.mayBeTokenless(with("s1"))).isFalse();
        assertThat(off.mayBeTokenless(SampleRequest.post("/mcp"))).isTrue();
        assertThat(off.judgeTokenless(SampleRequest.post("/mcp"))).isEqualTo(Ruling.PASSES);
        assertThat(off.tokenlessObserver(SampleRequest.post("/mcp"))).isNull();
    }

    @Test
    void messagesOfEventStreamsAreNeverTokenless() {
        assertThat(sessions.mayBeTokenless(SampleRequest.post("/message").query("s%65ssionId=x")))
                .isFalse();
    }

    private void open(String id) {
        ResponseObserver observer = sessions.tokenlessObserver(SampleRequest.post("/mcp"));
        Objects.requireNonNull(observer).responding(new SampleResponse(200).with("Mcp-Session-Id", id));
    }

    private static SampleRequest with(String id) {
        return SampleRequest.post("/mcp").header("Mcp-Session-Id", id);
    }

    private Sessions sessions(boolean bind) {
        return new Sessions(new SessionSettings(bind, 2, Duration.ofDays(1), SessionSettings.Tasks.OFF), now::get);
    }
}
