package io.mcpoauth2.agent.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnprotectedReminderTest {
    @Test
    void everyHourALineSaysThatNothingIsProtected() {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        AgentLog log = new AgentLog(new PrintStream(lines, true, UTF_8), AgentLog.Level.INFO);
        List<Duration> pauses = new ArrayList<>();

        new UnprotectedReminder(log, time -> {
                    if (pauses.size() == 2) {
                        throw new InterruptedException();
                    }
                    pauses.add(time);
                })
                .run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(pauses).containsExactly(Duration.ofHours(1), Duration.ofHours(1));
        assertThat(lines.toString(UTF_8).lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("WARN mode=report: NOTHING IS PROTECTED"));
    }
}
